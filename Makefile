# imagesync: every job has a target; `make help` lists them.
SHELL := /bin/bash
MVN := mvn -B -ntp
# A Maven lives for seconds: half of its work would be to compile itself well. The compiler of Java has a process of its own.
MAVEN_OPTS ?= -XX:TieredStopAtLevel=1
export MAVEN_OPTS
TOOLS := .tools/bin
# The version of the project stands in pom.xml.
VERSION = $(shell sed -n 's,^  <version>\(.*\)</version>$$,\1,p' pom.xml)
export PATH := $(CURDIR)/$(TOOLS):$(PATH)

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z][a-z0-9-]*:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

.PHONY: tools
tools: ## Get the real engines and registries into .tools/bin, pinned (built once, then cached)
	@tools/build

.PHONY: package
package: ## Build the program, with its own runtime, into dist/
	$(MVN) -q -pl packaging -am package -DskipTests

.PHONY: release
release: ## Fill dist/release with what an owner uploads: make release VERSION=0.2.0
	@tools/release $(VERSION)

.PHONY: image
image: ## Push the command line as a container image: make image IMAGE=registry.example/imagesync:0.2.0
	@tools/image "$(IMAGE)" $(BASE)

.PHONY: repro
repro: ## Make the release twice, and name what is not equal: make repro VERSION=0.2.0
	@tools/repro $(VERSION)

.PHONY: install
install: ## Build the program, and install the Java SDKs into the local Maven repository
	$(MVN) -q -pl packaging,sdk-java/pulumi,sdk-java/cdktf -am install -DskipTests

.PHONY: plugin
plugin: install ## Install the provider into the user's Pulumi plugin folder
	@command -v pulumi >/dev/null || tools/build pulumi
	pulumi plugin install resource imagesync $(VERSION) --reinstall -f dist/pulumi-resource-imagesync-v$(VERSION)-linux-amd64.tar.gz

.PHONY: test
test: tools ## Build everything and run all tests
	@command -v node >/dev/null || echo "no node on PATH: the tests of CDK for Terraform are left out"
	$(MVN) install
	@tools/slowest

.PHONY: it
it: tools ## Run all tests, those that take minutes too
	@tools/build toxiproxy acceptance terraform cdktf-cli pulumi-sdk helm3 helm4 kustomize pulumi-resource-kubernetes
	$(MVN) -Pcdktn install -Dtests.excluded=kubernetes
	@tools/slowest

.PHONY: e2e-kubernetes
e2e-kubernetes: ## Show the mirror at work in a real cluster of one node, which is brought up and taken down
	@tools/build registry kubernetes tofu terraform-provider-kubernetes pulumi pulumi-resource-kubernetes
	@tools/debian etcd-server containerd runc containernetworking-plugins
	$(MVN) -q -pl it -am verify -Dtests.excluded=none -Dtests.printed.to.file=false -Dtest=KubernetesScenarioTest,MirroredProgramScenarioTest,MirroredStackScenarioTest,ShardedJobScenarioTest -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: bench
bench: tools ## Measure the program and its peers in one run, and write docs/figures.md
	@tools/build toxiproxy regctl regsync oras skopeo terraform-provider-time
	$(MVN) -q -pl sdk-java/pulumi -am install -DskipTests
	$(MVN) -q -Pbench -pl bench -am package -DskipTests

# What the demos stand on. Go and Maven build beside each other, as both have times in which they wait for the network or keep one
# core busy.
.PHONY: demo-tools demo-program demo-tools-tofu demo-program-cdktf
demo-tools:
	@tools/build pulumi pulumi-language-java crane
demo-program:
	$(MVN) -q -pl packaging,sdk-java/pulumi -am install -DskipTests
demo-tools-tofu:
	@tools/build tofu crane
demo-program-cdktf:
	$(MVN) -q -pl sdk-java/cdktf -am install -DskipTests

.PHONY: demo
demo: ## Run the main job: real Pulumi, two local registries, an image made here
	@$(MAKE) --no-print-directory -j2 demo-tools demo-program
	@demo/pulumi

.PHONY: demo-opentofu
demo-opentofu: ## Run the main job in HCL, with the real OpenTofu
	@$(MAKE) --no-print-directory -j2 demo-tools-tofu package
	@demo/opentofu

.PHONY: demo-cdktf
demo-cdktf: ## Run the main job with CDK for Terraform in Java, with the real OpenTofu
	@$(MAKE) --no-print-directory -j2 demo-tools-tofu demo-program-cdktf
	@demo/cdktf

.PHONY: cdktn
cdktn: tools ## Build and test imagesync-cdktn, for CDK Terrain, whose library is made here of npm packages
	$(MVN) -q -Pcdktn -pl sdk-java/cdktn -am install '-Dtest=**/cdktn/*Test' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: unit
unit: ## Run only the tests of the provider and the testkit
	$(MVN) -pl provider -am verify

.PHONY: sdk
sdk: tools ## Generate the Java SDK from schema.json again
	sdk-java/pulumi/generate

.PHONY: sdks
sdks: ## Generate and pack the Pulumi SDKs for Node.js, Python and Go into dist/sdk
	@tools/sdks dist/sdk

.PHONY: docs
docs: ## Write what the schemas of both providers say into their user pages
	$(MVN) -q -pl provider -am test -Dtest='UserPagesTest,PulumiReferencePageTest' -Dsurefire.failIfNoSpecifiedTests=false -Dimagesync.docs=write

.PHONY: mutation
mutation: ## Mutate the rules of behaviour and count what no test notices (Maven itself must run on a JDK 25: JAVA_HOME)
	$(MVN) -Pmutation -pl testkit,provider test -Dtest='dev.imagesync.behaviour.*Test' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: fmt
fmt: ## Format the sources
	$(MVN) -q -N process-sources -Dformat.mode=--replace

.PHONY: site
site: ## Make the site of the pages into dist/site
	@tools/site/build

.PHONY: lint
lint: ## Check the workflows in .github, and the shell in tools and demo where there is a shellcheck
	@tools/lint

.PHONY: clean
clean: ## Remove what was built (tools stay in the cache)
	$(MVN) -q clean
	rm -rf dist
