"""models/model-b.yaml in SimPy: model_b.py CASES prints cases a second and the mean flow time."""
import math
import random
import sys
import time

import simpy


def main(cases):
    rng = random.Random(1)
    env = simpy.Environment()
    desk, makers, builders, reviewers = (simpy.Resource(env, capacity=n) for n in (3, 5, 4, 2))
    sigma = math.sqrt(math.log(2.0))  # of a lognormal whose standard deviation is its mean
    flow_times = []

    def step(team, mean):
        with team.request() as turn:
            yield turn
            yield env.timeout(rng.lognormvariate(math.log(mean) - sigma * sigma / 2, sigma))

    def case():
        arrival = env.now
        yield from step(desk, 0.5)
        yield from step(makers, 1.0 if rng.random() < 0.7 else 2.5)
        while True:
            yield from step(builders, 1.2)
            yield from step(reviewers, 0.5)
            if rng.random() >= 0.15:
                break
        yield from step(desk, 0.3)
        flow_times.append(env.now - arrival)

    def arrivals():
        for _ in range(cases):
            yield env.timeout(rng.expovariate(2.4083))
            env.process(case())

    env.process(arrivals())
    begin = time.perf_counter()
    env.run()
    print(cases / (time.perf_counter() - begin), sum(flow_times) / cases)


main(int(sys.argv[1]))
