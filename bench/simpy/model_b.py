"""models/model-b.yaml in SimPy: model_b.py CASES"""
import math

import simpy

from twin import measure


def model(env, rng):
    desk, makers, builders, reviewers = (simpy.Resource(env, capacity=n) for n in (3, 5, 4, 2))
    sigma = math.sqrt(math.log(2.0))  # of a lognormal whose standard deviation is its mean

    def step(team, mean):
        with team.request() as turn:
            yield turn
            yield env.timeout(rng.lognormvariate(math.log(mean) - sigma * sigma / 2, sigma))

    def steps():
        yield from step(desk, 0.5)
        yield from step(makers, 1.0 if rng.random() < 0.7 else 2.5)
        while True:
            yield from step(builders, 1.2)
            yield from step(reviewers, 0.5)
            if rng.random() >= 0.15:
                break
        yield from step(desk, 0.3)

    return steps


measure(2.4083, model)
