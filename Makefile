# Fentan. `make` lists what there is to do.

SWIFT ?= swift
# Extra flags of every build and test, such as those that CI adds.
SWIFTFLAGS ?=
FENTAN = .build/release/fentan
SCENARIO ?= Scenarios/xiang-hu-bao.yaml
OUT ?= results/$(basename $(notdir $(SCENARIO)))

.DEFAULT_GOAL := help
.PHONY: help setup build run test test-debug test-release lint format scenarios \
  bench bench-baseline bench-sections bench-pairing bench-scaling bench-peers clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## install the GNU Scientific Library where it is missing, and check for Swift
	@Scripts/setup.sh

build: setup ## build the program, optimised: .build/release/fentan
	$(SWIFT) build -c release --product fentan $(SWIFTFLAGS)

run: build ## simulate Xiang Hu Bao 10,000 times and write results/xiang-hu-bao
	$(FENTAN) run $(SCENARIO) -n 10000 --out $(OUT)

test: setup test-debug test-release ## run all tests, first checked and then optimised

test-debug:
	$(SWIFT) test --disable-xctest $(SWIFTFLAGS)

# The optimiser is part of what is tested. A folder of its own keeps `make build` as it is.
test-release:
	$(SWIFT) test --disable-xctest -c release -Xswiftc -enable-testing \
	  --scratch-path .build-release-tests $(SWIFTFLAGS)

lint: ## check format, layers, file lengths and stray paths
	@Scripts/lint.sh

format: ## format the Swift sources in place
	$(SWIFT) format -i -r Package.swift Sources Tests Benchmarks/Package.swift \
	  Benchmarks/Benchmarks Benchmarks/Paths

scenarios: build ## check every shipped scenario, run it, and compare what it prints
	@Scripts/scenarios.sh $(FENTAN)

bench: setup ## run the benchmarks; against a baseline after `make bench-baseline`
	cd Benchmarks && $(SWIFT) package --allow-writing-to-package-directory benchmark \
	  $(if $(wildcard Benchmarks/.benchmarkBaselines/*),baseline check main,) --no-progress --skip-target Paths

bench-baseline: setup ## keep the times of this machine, for `make bench` to compare with
	cd Benchmarks && $(SWIFT) package --allow-writing-to-package-directory benchmark \
	  baseline update main --no-progress --skip-target Paths

bench-sections: build ## print what each section of a scenario costs, as a ratio to the plain run
	@Benchmarks/sections.py $(FENTAN)

bench-pairing: build ## print what common random numbers save
	@Benchmarks/pairing.sh $(FENTAN)

bench-scaling: setup ## measure each path over members, replications, periods, cohorts and threads
	cd Benchmarks && $(SWIFT) build -c release --product Paths
	@mkdir -p results
	@Benchmarks/scaling.py Benchmarks/.build/release/Paths results/scaling.md results/scaling.svg

bench-peers: setup ## set Fentan beside numpy, numba, GSL, R, actuar, aggregate and GEMAct
	@Benchmarks/peers/setup.sh
	cd Benchmarks && $(SWIFT) build -c release --product Paths
	@.build-peers/python/bin/python Benchmarks/peers/compare.py \
	  Benchmarks/.build/release/Paths .build-peers/python/bin/python $(PEERSFLAGS)

clean: ## delete everything that was built
	rm -rf .build .build-release-tests .build-peers Benchmarks/.build
