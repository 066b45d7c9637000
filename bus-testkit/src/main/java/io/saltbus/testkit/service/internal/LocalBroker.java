package io.saltbus.testkit.service.internal;

import io.saltbus.testkit.internal.FreePorts;
import io.saltbus.testkit.service.BrokerOptions;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One RabbitMQ node with an epmd (the daemon by which Erlang nodes find each other) of its own, which outlives kills of the node. */
public final class LocalBroker extends LocalService implements PrivateBroker {
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);
    private static final Duration EPMD_READY_WITHIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String MEMORY_LIMIT = "512MB";

    private final Programs programs;
    private final int distributionPort = FreePorts.next();
    private final int epmdPort = FreePorts.next();
    private final int managementPort = FreePorts.next();
    private final int tlsPort = FreePorts.next();
    private final BrokerOptions options;
    private final AtomicInteger commands = new AtomicInteger();
    private @Nullable ServerProcess epmd;

    private LocalBroker(Programs programs, Path folder, BrokerOptions options) {
        super(ServiceKind.BROKER, folder);
        this.options = options;
        this.programs = programs;
    }

    /** See {@link PrivateBroker#start(BrokerOptions)}. */
    public static LocalBroker start(BrokerOptions options) {
        // the programs of the same names on PATH are wrappers that change user and folder
        Programs programs = Programs.of(ServiceKind.BROKER, List.of(Path.of("/usr/lib/rabbitmq/bin")));
        programs.path("rabbitmq-server");
        programs.path("epmd");
        return started(new LocalBroker(programs, newFolder(ServiceKind.BROKER), options));
    }

    @Override
    ServerProcess launch(Path log) {
        if (epmd == null) {
            configure();
            epmd = startEpmd();
        }
        return ServerProcess.start(command("rabbitmq-server"), log);
    }

    private void configure() {
        try {
            Files.createDirectories(folder().resolve("home"));
            Files.writeString(folder().resolve("enabled_plugins"), "[" + String.join(",", options.plugins()) + "].\n");
            Files.writeString(folder().resolve("advanced.config"), "[].\n");
            Files.writeString(
                    folder().resolve("rabbitmq.conf"), """
                    listeners.tcp.1 = %s:%d
                    disk_free_limit.absolute = 50MB
                    vm_memory_high_watermark.absolute = %s
                    log.console = true
                    log.console.level = info
                    """.formatted(host(), port(), MEMORY_LIMIT) + furtherSettings());
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write the configuration of RabbitMQ", refused);
        }
    }

    private String furtherSettings() {
        var settings = new TreeMap<>(options.settings());
        if (hasManagement()) {
            settings.put("management.tcp.ip", host());
            settings.put("management.tcp.port", Integer.toString(managementPort));
        }
        if (hasTls()) {
            settings.put("listeners.ssl.1", host() + ":" + tlsPort);
        }
        var lines = new StringBuilder();
        settings.forEach(
                (name, value) -> lines.append(name).append(" = ").append(value).append('\n'));
        return lines.toString();
    }

    private boolean hasManagement() {
        return options.plugins().contains("rabbitmq_management");
    }

    private boolean hasTls() {
        return options.settings().containsKey("ssl_options.certfile");
    }

    @Override
    public String managementUrl() {
        if (!hasManagement()) {
            throw new IllegalStateException("this broker was started without BrokerOptions.withManagement()");
        }
        return "http://guest:guest@" + host() + ":" + managementPort;
    }

    @Override
    public int tlsPort() {
        if (!hasTls()) {
            throw new IllegalStateException("this broker was started without BrokerOptions.withTls(...)");
        }
        return tlsPort;
    }

    /** Before the node, which would start a daemon that outlives it. */
    private ServerProcess startEpmd() {
        var command = command("epmd");
        command.command().addAll(List.of("-port", Integer.toString(epmdPort), "-address", host()));
        ServerProcess started = owned(ServerProcess.start(command, folder().resolve("epmd.log")));
        long start = System.nanoTime();
        while (!accepts(epmdPort)) {
            if (started.endsWithin(PAUSE) || System.nanoTime() - start > EPMD_READY_WITHIN.toNanos()) {
                throw new ServiceException.Failed(
                        "epmd on port " + epmdPort + " does not listen" + started.logTail(), null);
            }
        }
        return started;
    }

    private boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private ProcessBuilder command(String program) {
        var command = new ProcessBuilder(new ArrayList<>(List.of(programs.path(program)))).directory(folder().toFile());
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
        environment.put("HOME", path("home"));
        environment.put("LANG", "C.UTF-8");
        environment.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
        environment.put("ERL_EPMD_ADDRESS", host());
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        environment.put("RABBITMQ_NODENAME", "saltbus" + port() + "@localhost");
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
        environment.put("RABBITMQ_MNESIA_BASE", path("data"));
        environment.put("RABBITMQ_LOG_BASE", path("log"));
        environment.put("RABBITMQ_CONFIG_FILE", path("rabbitmq.conf"));
        environment.put("RABBITMQ_ADVANCED_CONFIG_FILE", path("advanced.config"));
        environment.put("RABBITMQ_GENERATED_CONFIG_DIR", path("generated"));
        environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", path("enabled_plugins"));
        environment.put("RABBITMQ_PID_FILE", path("node.pid"));
        // makes the start script become the node, rather than its parent: signals then reach the node itself
        environment.put("RUNNING_UNDER_SYSTEMD", "true");
        // +sbwt none: an idle scheduler thread sleeps at once, since tests share their processors
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1} +sbwt none");
        return command;
    }

    private String path(String name) {
        return folder().resolve(name).toString();
    }

    /** The port is open before the node has finished its start. */
    @Override
    boolean isReady(String log) {
        return log.contains("Server startup complete");
    }

    @Override
    public void memoryAlarm(boolean raised) {
        rabbitmqctl("set_vm_memory_high_watermark", "absolute", raised ? "1" : MEMORY_LIMIT);
    }

    @Override
    public String rabbitmqctl(String... arguments) {
        var command = command("rabbitmqctl");
        command.command().add("--quiet");
        command.command().addAll(List.of(arguments));
        return ServerProcess.run(
                command, folder().resolve("rabbitmqctl-" + commands.incrementAndGet() + ".log"), COMMAND_LIMIT);
    }

    @Override
    public String url() {
        return "amqp://guest:guest@" + host() + ":" + port();
    }
}
