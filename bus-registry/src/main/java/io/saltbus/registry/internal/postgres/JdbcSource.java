package io.saltbus.registry.internal.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of JDBC, for migrations. Not through DriverManager, which sees the drivers of the application's class loader only; not the
 * driver's own source, whose class drags annotations into the compilation that it does not bring.
 */
final class JdbcSource implements DataSource {
    private final PgAddress address;

    JdbcSource(PgAddress address) {
        this.address = address;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(Connecting.jdbcProperties(address));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties properties = Connecting.jdbcProperties(address);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return connect(properties);
    }

    private Connection connect(Properties properties) throws SQLException {
        String url = Connecting.jdbcUrl(address);
        for (Driver driver : ServiceLoader.load(Driver.class, JdbcSource.class.getClassLoader())) {
            if (driver.acceptsURL(url)) {
                return driver.connect(url, properties);
            }
        }
        throw new SQLException("the driver org.postgresql:postgresql is not on the class path", "08001");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no java.util.logging here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing is wrapped");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
