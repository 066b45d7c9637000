package io.saltbus.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client that knows nothing of the project. */
public final class RawHttp {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;

    public RawHttp(int port) {
        this.port = port;
    }

    public record Answer(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException other) {
                throw new UncheckedIOException(other);
            }
        }
    }

    public Answer ask(String method, String path, String key, String body) {
        return ask(method, path, key, body, Map.of());
    }

    public Answer ask(String method, String path, String key, String body, Map<String, String> headers) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            connection.setReadTimeout(20_000);
            connection.setRequestMethod(method);
            if (key != null) {
                connection.setRequestProperty("Authorization", "Bearer " + key);
            }
            headers.forEach(connection::setRequestProperty);
            if (body != null) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(UTF_8));
            }
            return answer(connection);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        Map<String, String> headers = new HashMap<>();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                headers.put(name.toLowerCase(Locale.ROOT), values.get(0));
            }
        });
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new Answer(status, headers, in == null ? "" : new String(in.readAllBytes(), UTF_8));
        }
    }

    /** Sends bytes as they are, and reads until the server ends. */
    public String exchange(String sent) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
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
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
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
