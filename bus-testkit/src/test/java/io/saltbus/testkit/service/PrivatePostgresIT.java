package io.saltbus.testkit.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

@WithServices
class PrivatePostgresIT {
    @Test
    void whatWasCommittedSurvivesAKillAndAStop(PrivatePostgres postgres) throws IOException {
        assertThat(postgres.url()).isEqualTo("postgresql://postgres@127.0.0.1:" + postgres.port() + "/postgres");
        assertThat(query(postgres, "CREATE TABLE kept AS SELECT 42 AS number")).contains("SELECT 1");

        try (var open = new Socket(postgres.host(), postgres.port())) {
            postgres.kill();
            open.setSoTimeout(5_000);
            assertThatCode(() -> readToItsEnd(open)).doesNotThrowAnyException();
        }
        assertThat(Processes.usingFolder(postgres.folder())).isZero();
        assertThatThrownBy(() -> query(postgres, "SELECT 1")).isInstanceOf(IOException.class);

        postgres.startAgain();
        assertThat(query(postgres, "SELECT number FROM kept")).contains("42");

        postgres.stop();
        postgres.startAgain();
        assertThat(query(postgres, "SELECT number FROM kept")).contains("42");
    }

    @Test
    void afterCloseNothingIsLeft() {
        PrivatePostgres postgres = PrivatePostgres.start();
        long before = Processes.usingFolder(postgres.folder());

        postgres.close();

        assertThat(before).isGreaterThan(1);
        assertThat(Processes.usingFolder(postgres.folder())).isZero();
    }

    // its process may still have said that the server is gone, or not have begun to read
    private static void readToItsEnd(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    /** Everything the server says to a simple query, up to its end, as text. */
    private static String query(PostgresService postgres, String sql) throws IOException {
        try (var socket = new Socket(postgres.host(), postgres.port())) {
            socket.setSoTimeout(5_000);
            var out = new DataOutputStream(socket.getOutputStream());
            byte[] names = "user\0postgres\0\0".getBytes(ISO_8859_1);
            out.writeInt(8 + names.length);
            out.writeInt(3 << 16); // protocol 3.0
            out.write(names);
            byte[] text = (sql + "\0").getBytes(ISO_8859_1);
            out.write('Q');
            out.writeInt(4 + text.length);
            out.write(text);
            out.write('X');
            out.writeInt(4);
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
