"""models/model-a.yaml in SimPy: model_a.py CASES prints cases a second and the mean flow time."""
import random
import sys
import time

import simpy


def main(cases):
    rng = random.Random(1)
    env = simpy.Environment()
    server = simpy.Resource(env, capacity=1)
    flow_times = []

    def case():
        arrival = env.now
        with server.request() as turn:
            yield turn
            yield env.timeout(rng.expovariate(1.0))
        flow_times.append(env.now - arrival)

    def arrivals():
        for _ in range(cases):
            yield env.timeout(rng.expovariate(0.9))
            env.process(case())

    env.process(arrivals())
    begin = time.perf_counter()
    env.run()
    print(cases / (time.perf_counter() - begin), sum(flow_times) / cases)


main(int(sys.argv[1]))
