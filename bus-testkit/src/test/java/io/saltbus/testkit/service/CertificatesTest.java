package io.saltbus.testkit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    @TempDir
    Path folder;

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream pem = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    @Test
    void theAuthoritySignsForTheNamesThatAreAsked() throws Exception {
        var certificates = new Certificates(folder)
                .issue("server", "dns:localhost,ip:127.0.0.1")
                .issue("client", "");
        X509Certificate authority = read(certificates.authority());
        X509Certificate server = read(certificates.certificate("server"));

        assertThatCode(() -> server.verify(authority.getPublicKey())).doesNotThrowAnyException();
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .containsExactlyInAnyOrder("localhost", "127.0.0.1");
        assertThat(read(certificates.certificate("client")).getSubjectAlternativeNames())
                .isNull();
        assertThat(Files.readString(certificates.key("server"))).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void whatKeytoolRefusesIsToldInItsWords() throws Exception {
        var certificates = new Certificates(folder);

        assertThatThrownBy(() -> certificates.issue("server", "planet:mars"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keytool failed")
                .hasMessageContaining("planet");
    }
}
