"""models/model-a.yaml in SimPy: model_a.py CASES"""
import simpy

from twin import measure


def model(env, rng):
    server = simpy.Resource(env, capacity=1)

    def steps():
        with server.request() as turn:
            yield turn
            yield env.timeout(rng.expovariate(1.0))

    return steps


measure(0.9, model)
