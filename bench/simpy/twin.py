"""What the twins share: cases that come by Poisson's law, and what they print."""
import random
import sys
import time

import simpy


def measure(per_hour, model):
    """Runs as many cases as the command line says; prints cases a second and the mean flow time.

    model(env, rng) makes the teams; what it gives back makes the steps of a case.
    """
    cases = int(sys.argv[1])
    rng = random.Random(1)
    env = simpy.Environment()
    steps_of_case = model(env, rng)
    flow_times = []

    def case():
        arrival = env.now
        yield from steps_of_case()
        flow_times.append(env.now - arrival)

    def arrivals():
        for _ in range(cases):
            yield env.timeout(rng.expovariate(per_hour))
            env.process(case())

    env.process(arrivals())
    begin = time.perf_counter()
    env.run()
    print(cases / (time.perf_counter() - begin), sum(flow_times) / cases)
