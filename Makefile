# The one door to building, trying and testing. `make` alone lists what there is.
#
# Every target does its own set-up (Scripts/setup.sh) and does nothing there when all is in place.

SWIFT ?= swift
SCRATCH ?= .build/demo
HISTORIES ?= 10000
RUNS ?= 1000000

# Warnings are errors with the compiler the code was written with; a newer one may know new warnings, and whoever has
# it should still get a build.
TESTED := $(findstring Swift version 6.3,$(shell $(SWIFT) --version 2>/dev/null))
# An import that the manifest does not declare is an error: what keeps the layers of Documentation/Architecture.md apart.
STRICT := --explicit-target-dependency-import-check error $(if $(TESTED),-Xswiftc -warnings-as-errors)
# Without it the program would look for its libraries beside itself first, and run what anybody put there.
SYSTEM := --disable-local-rpath
COMMIT := $(shell Scripts/sources.sh commit)
# Sources that are a commit have its digest as the build id; of others the linker makes one.
BUILD_ID := $(if $(filter unknown %-dirty,$(COMMIT)),sha1,0x$(COMMIT))
# What is installed says nothing of the machine that built it, and is the same bytes wherever the sources lay. The first
# folder that fits is replaced: what plugins wrote lies in one that is called after that of the sources.
PLUGINS := $(CURDIR)/.build/plugins/outputs/$(shell echo '$(notdir $(CURDIR))' | tr A-Z a-z)
PLACELESS := -Xswiftc -file-prefix-map -Xswiftc '$(PLUGINS)=.build/plugins/outputs/pledgebook' \
  -Xswiftc -file-prefix-map -Xswiftc '$(CURDIR)=.' -Xcc '-ffile-prefix-map=$(CURDIR)=.' -Xlinker --build-id=$(BUILD_ID) \
  -Xswiftc -Xfrontend -Xswiftc -no-clang-module-breadcrumbs -Xswiftc -Xfrontend -Xswiftc -no-serialize-debugging-options
# Where it is installed: PREFIX, behind DESTDIR for who packs it.
PREFIX ?= /usr/local
DESTDIR ?=
export PREFIX DESTDIR
# The program as it is installed, stripped, with its debug symbols beside it.
PRODUCT ?= .build/product/pledgebook

.NOTPARALLEL:
.PHONY: help demo test sanitize mutants fuzz campaign bench bench-peers build release lab install deb reproduce reference documents \
  format clean

help: ## list the targets
	@echo "Pledgebook: an audit ledger for public pledges. Targets:"
	@sed -n 's/^\([a-z-]*\): .*## /\1	/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  make %-11s %s\n", $$1, $$2 }'

demo: build ## build, then the guided tour: two ledgers made, read, verified and tampered with
	$(SWIFT) build --product pledgebook-lab $(STRICT) $(SYSTEM)
	rm -rf $(SCRATCH)
	.build/debug/pledgebook-lab demo --out $(SCRATCH)

test: ## lint, build without warnings, run every test
	@Scripts/setup.sh test
	$(SWIFT) format lint --strict -r -p Sources Tests Plugins Package.swift
	$(SWIFT) build --build-tests $(STRICT) $(SYSTEM)
	$(SWIFT) test --skip-build --disable-xctest

sanitize: ## the tests of C handles and of threads once more, under both sanitizers
	@Scripts/setup.sh test
	Scripts/sanitize.sh address
	Scripts/sanitize.sh thread

mutants: ## lines of defence taken out one at a time, a test has to notice each: hours, or MUTANTS="NAME ..."
	@Scripts/setup.sh test
	python3 -I -S Scripts/mutants.py $(MUTANTS)

fuzz: ## 1,000,000 inputs for each parser of foreign bytes, guided by libFuzzer: RUNS=N, FUZZ="NAME ..."
	@Scripts/setup.sh build
	RUNS=$(RUNS) Scripts/fuzz.sh $(FUZZ)

campaign: ## long runs: 10,000 random histories in each of the two programs and behind late caches, every bit flipped, every fault at every write; hours
	@Scripts/setup.sh test
	$(SWIFT) build --build-tests $(STRICT) $(SYSTEM)
	PLEDGEBOOK_HISTORIES=$(HISTORIES) PLEDGEBOOK_EVERY_BIT=1 PLEDGEBOOK_CAMPAIGN=1 \
	  $(SWIFT) test --skip-build --disable-xctest \
	  --filter '^(ComplianceTests.(Backwards|Property)Tests|PledgesTests.HostileWordsTests|StorageTests.BitFlipTests|PublicationTests.LateCacheTests|FuzzingTests|CommandLineTests\.(Witness|Alert)?CrashTests|ReportsTests.BrowserTests)'
	.build/python/bin/python3 Tests/Interoperability/histories.py $(HISTORIES)
	.build/python/bin/python3 Tests/Interoperability/carriers.py .build/debug/pledgebook --all

bench: lab ## figures of this machine next to their limits: .build/bench.md, .json and a plot
	@rm -f .build/bench.json .build/bench.md .build/bench.svg
	.build/release/pledgebook-lab bench --folder .build --out .build/bench.json --table .build/bench.md --plot .build/bench.svg

bench-peers: lab ## the same statements through git, Python and SQLite, PostgreSQL, openssl, and this program
	python3 Benchmarks/Peers/run.py --program .build/release/pledgebook --folder .build

build: ## build the command, .build/debug/pledgebook
	@Scripts/setup.sh build
	$(SWIFT) build --product pledgebook $(STRICT) $(SYSTEM)

# What the program says of itself with --version; the environment, because a manifest can read nothing else.
release lab: export PLEDGEBOOK_COMMIT := $(COMMIT)
release lab: export PLEDGEBOOK_SWIFT := $(shell $(SWIFT) --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p')
RELEASE = $(SWIFT) build -c release --static-swift-stdlib $(STRICT) $(SYSTEM) $(PLACELESS)

release: ## build the command as one installs it, without need of Swift: .build/product/pledgebook
	@Scripts/setup.sh build
	$(RELEASE) --product pledgebook
	Scripts/split.sh .build/release/pledgebook $(PRODUCT)
	@if command -v python3 >/dev/null; then python3 -I -S Scripts/check_program.py $(PRODUCT); \
	  else echo "python3 is not there: nothing looked at what was built"; fi

lab: release ## and what measures and attacks it, which is never installed: .build/release/pledgebook-lab
	$(RELEASE) --product pledgebook-lab

install: ## install what make release built, with completions, manual, pages and units: PREFIX=/usr/local, DESTDIR=
	Scripts/install.sh $(PRODUCT)

deb: release ## build, then a Debian package: .build/deb
	Scripts/deb.sh $(PRODUCT)

reproduce: ## build twice, in two folders, and compare the digests: as long as two builds
	Scripts/reproduce.sh

reference: build ## write Documentation/CommandLine.md anew, from the definitions of the commands
	.build/debug/pledgebook document reference > Documentation/CommandLine.md

documents: ## what the pages show of the program's output, written anew: read the difference
	python3 -I -S Scripts/documents renew --program .build/debug/pledgebook

format: ## lay out the sources as the lint wants them
	$(SWIFT) format -i -p -r Sources Tests Plugins Package.swift

clean: ## remove what was built, the test judges included
	rm -rf .build
