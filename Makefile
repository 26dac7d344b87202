# The doors of the project; the work is in scripts/ and CMake. Parallelism is Ninja's and CTest's, not make's.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test build bench check evidence clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 11

demo:  ## install what is missing, build, run the main job, show the scorecard; report in out/demo
	@scripts/setup demo
	@scripts/build release steppage
	@scripts/demo

test:  ## install what is missing, build, run every test
	@scripts/setup test
	@scripts/test

build:  ## the program build/bin/steppage and the muscle for MuJoCo's own viewer
	@scripts/setup demo
	@scripts/build release steppage steppage_muscle

bench:  ## run the benchmarks
	@scripts/setup test
	@scripts/bench

check:  ## format, static analysis, second compiler, sanitizers, benchmarks once; before a change is called done
	@scripts/setup check
	@scripts/check

evidence:  ## make every figure and generated page of docs/ again; slow
	@scripts/setup test
	@scripts/build release -DSTEPPAGE_TESTS=ON -DSTEPPAGE_BENCH=ON
	@scripts/evidence

clean:  ## remove what was built; .venv and your results in out/ stay
	@rm -rf build build-*/ out/demo
