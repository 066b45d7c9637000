SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test bench bench-validate bench-rabbitmq bench-registry bench-rpc service example format docs clean setup

MVN := mvn -B -ntp
JAVA := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/)java
# the gates are for `make test`; these builds only make what is started
UNCHECKED := -Dmaven.test.skip -Dspotless.check.skip -Dcheckstyle.skip -Djacoco.skip -Dmaven.javadoc.skip
SOURCES := $(shell find . -path ./scripts -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -print)
DEMO_CLASSPATH := examples/target/demo.classpath

help: ## lists these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | \
	  while IFS='|' read -r target purpose; do printf '  %-15s %s\n' "$$target" "$$purpose"; done

demo: setup-demo $(DEMO_CLASSPATH) ## runs the order flow with live counters (DEMO_SECONDS=10 ends it, SALTBUS_BROKER_URL picks the broker)
	@exec $(JAVA) -cp "$$(cat $(DEMO_CLASSPATH)):examples/target/classes" io.saltbus.examples.demo.Demo

service: setup-demo $(DEMO_CLASSPATH) ## runs one service of the order flow as a process (SERVICE=orders|payment|email|inventory|analytics)
	@exec $(JAVA) -cp "$$(cat $(DEMO_CLASSPATH)):examples/target/classes" io.saltbus.examples.orders.OrderService $(SERVICE)

example: setup-demo $(DEMO_CLASSPATH) ## runs an example (EXAMPLE=signup|orders|users|documents; the settings of the bus choose the broker of the last two)
	@example='$(EXAMPLE)'; exec $(JAVA) -cp "$$(cat $(DEMO_CLASSPATH)):examples/target/classes" "io.saltbus.examples.$$example.$${example^}Example"

test: setup ## runs everything that CI runs: gates, all tests, a consumer project
	$(MVN) verify
	scripts/check-consumer

bench: benchmarks/target/benchmarks.jar ## runs all benchmarks (BENCH=regex for some, JMH="-f 1 -wi 2" for options)
	@$(JAVA) -jar $< $(JMH) $(BENCH)

bench-validate: benchmarks/target/benchmarks.jar ## runs the benchmarks of validation
	@$(JAVA) -jar $< $(JMH) '[Vv]alidat'

bench-rabbitmq: benchmarks/target/benchmarks.jar ## compares the ways to RabbitMQ (BENCH=regex for some, SALTBUS_BROKER_URL picks the broker)
	@$(JAVA) -cp $< io.saltbus.benchmarks.rabbitmq.DataPathBenchmark $(BENCH)

bench-rpc: benchmarks/target/benchmarks.jar ## compares calls with direct reply-to and with Celery
	@$(JAVA) -cp $< io.saltbus.benchmarks.rpc.RpcBenchmark

bench-registry: benchmarks/target/benchmarks.jar ## measures a shared registry: what a message costs, and a start with 500 events
	@$(JAVA) -jar $< $(JMH) 'registry[.]FindBenchmark'
	@$(JAVA) -cp $< io.saltbus.benchmarks.registry.SchemaStartBenchmark

format: ## puts sources and poms into the house format
	$(MVN) -q spotless:apply

docs: ## makes the Javadoc of every module, in its target/reports/apidocs
	$(MVN) -q verify -Dmaven.test.skip -Dspotless.check.skip -Dcheckstyle.skip -Djacoco.skip
	@ls -d */target/reports/apidocs

clean: ## removes everything that was built
	$(MVN) -q clean

setup: ## installs what tests need and this machine lacks
	@scripts/setup test

.PHONY: setup-demo
setup-demo:
	@scripts/setup demo

$(DEMO_CLASSPATH): $(SOURCES)
	@echo 'building the demo (the first time takes a minute or so) ...'
	@$(MVN) -q -pl examples -am $(UNCHECKED) package dependency:build-classpath -Dmdep.outputFile=target/demo.libraries
	@mv examples/target/demo.libraries $@

benchmarks/target/benchmarks.jar: $(SOURCES)
	@scripts/setup demo
	@$(MVN) -q -pl benchmarks -am $(UNCHECKED) package
