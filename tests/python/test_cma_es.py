"""The program's optimiser beside `cma`, the one that the author of the method keeps."""
import os
import statistics
import subprocess
import unittest

import cma
import numpy as np

TARGET, STEP, SEEDS = 1e-9, 0.5, range(1, 10)
START = np.tile([0.7, -0.4], 5)


def sphere(x):
    return float(x @ x)


def ellipsoid(x):
    return float(np.logspace(0, 6, len(x)) @ x**2)


def rosenbrock(x):
    return float(np.sum(100 * (x[1:] - x[:-1]**2)**2 + (1 - x[:-1])**2))


def rotated_cigar(x):
    along = np.mean(x) * np.sqrt(len(x))
    return float(along**2 + 1e6 * (x @ x - along**2))


def evaluations_of_cma(function, seed):
    options = {"ftarget": TARGET, "seed": seed, "maxfevals": 100_000, "verbose": -9, "verb_log": 0}
    search = cma.CMAEvolutionStrategy(START, STEP, options)
    search.optimize(function)
    return search.result.evaluations if search.result.fbest <= TARGET else float("inf")


def evaluations_of_ours(function):
    done = subprocess.run([os.environ["STEPPAGE_CMA_ES"], function.__name__, str(TARGET), str(STEP),
                           *map(str, START)], check=True, capture_output=True, text=True)
    return [float("inf") if line == "never" else int(line) for line in done.stdout.split()]


class Evaluations(unittest.TestCase):
    def test_to_the_target_are_those_of_cma_within_a_fifth(self):
        for function in (sphere, ellipsoid, rosenbrock, rotated_cigar):
            with self.subTest(function.__name__):
                theirs = statistics.median(evaluations_of_cma(function, seed) for seed in SEEDS)
                ours = statistics.median(evaluations_of_ours(function))
                self.assertAlmostEqual(ours / theirs, 1, delta=0.2)


if __name__ == "__main__":
    unittest.main()
