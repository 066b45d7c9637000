package io.saltbus.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A client that knows nothing of the project. */
public final class RawHttp {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    public RawHttp(int port) {
        this.port = port;
    }

    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body());
            } catch (JsonProcessingException other) {
                throw new UncheckedIOException(other);
            }
        }
    }

    public Answer ask(String method, String path, String key, String body) {
        return ask(method, path, key, body, Map.of());
    }

    public Answer ask(String method, String path, String key, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::header);
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Sends bytes as they are, and reads until the server ends. */
    public String exchange(String sent) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(sent.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** An open answer, line by line. */
    public Lines stream(String path, String key) throws IOException {
        return new Lines(port, path, key);
    }

    public static final class Lines implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        private Lines(int port, String path, String key) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: a\r\nAccept-Encoding: gzip\r\nAuthorization: Bearer "
                                    + key + "\r\n\r\n")
                            .getBytes(UTF_8));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            String line = lines.readLine();
            while (line != null && !line.isEmpty()) {
                line = lines.readLine(); // headers
            }
        }

        public String next() throws IOException {
            return lines.readLine();
        }

        public String nextOtherThan(String... others) throws IOException {
            String line = next();
            while (line != null && List.of(others).contains(line)) {
                line = next();
            }
            return line;
        }

        /** Whether it comes to an end. */
        public boolean end() throws IOException {
            String line = next();
            while (line != null) {
                line = next();
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
