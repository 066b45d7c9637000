-- Of each version: who receives the event, and of a request what its answers and failures look like.
ALTER TABLE celerysalt_schemas
  ADD COLUMN IF NOT EXISTS saltbus_mode VARCHAR(20), ADD COLUMN IF NOT EXISTS saltbus_reply_schema JSONB,
  ADD COLUMN IF NOT EXISTS saltbus_error_schema JSONB;

-- When a process said last that it has the subscription; null for those that Python wrote.
ALTER TABLE celerysalt_subscribers ADD COLUMN IF NOT EXISTS saltbus_seen_at TIMESTAMP;

-- What is decided for a topic, beyond its versions. A topic without a row has the defaults.
CREATE TABLE saltbus_topics (
  topic VARCHAR(255) PRIMARY KEY, compatibility VARCHAR(30) NOT NULL, changed_at TIMESTAMP NOT NULL, changed_by VARCHAR(255) NOT NULL);

-- Who ended what, when and why. Never changed.
CREATE TABLE saltbus_audit (
  id BIGSERIAL PRIMARY KEY, happened_at TIMESTAMP NOT NULL, who VARCHAR(255) NOT NULL, action VARCHAR(30) NOT NULL,
  topic VARCHAR(255) NOT NULL, version VARCHAR(50), reason TEXT);
CREATE INDEX idx_saltbus_audit_topic ON saltbus_audit (topic, happened_at);

-- Processes. One is alive until alive_until by the clock of this server; reported_at is by the process's own clock and
-- tells a report that arrives again from a new one.
CREATE TABLE saltbus_instances (
  instance UUID PRIMARY KEY, service VARCHAR(255) NOT NULL, service_version VARCHAR(50), seen_at TIMESTAMP NOT NULL,
  alive_until TIMESTAMP NOT NULL, reported_at TIMESTAMP NOT NULL, handlers_digest VARCHAR(64) NOT NULL DEFAULT '');
CREATE INDEX idx_saltbus_instances_alive ON saltbus_instances (alive_until);

-- What each process runs.
CREATE TABLE saltbus_handlers (
  instance UUID NOT NULL REFERENCES saltbus_instances (instance) ON DELETE CASCADE, place INTEGER NOT NULL, handler VARCHAR(255) NOT NULL,
  source TEXT NOT NULL, patterns TEXT[] NOT NULL, versions VARCHAR(60) NOT NULL, mode VARCHAR(20) NOT NULL, view_schema JSONB,
  PRIMARY KEY (instance, place));

-- How often each version was published and handled; versions '' are messages that had none.
CREATE TABLE saltbus_published (
  topic VARCHAR(255) NOT NULL, version VARCHAR(50) NOT NULL, service VARCHAR(255) NOT NULL, published BIGINT NOT NULL,
  last_published_at TIMESTAMP NOT NULL, PRIMARY KEY (topic, version, service));
CREATE TABLE saltbus_handled (
  topic VARCHAR(255) NOT NULL, version VARCHAR(50) NOT NULL, service VARCHAR(255) NOT NULL, handler VARCHAR(255) NOT NULL,
  handled BIGINT NOT NULL, last_handled_at TIMESTAMP NOT NULL, PRIMARY KEY (topic, version, service, handler));

-- Whoever writes a schema, also Python or a person, is heard by all. One notification a statement, with the topics on a line
-- each; "#" where they do not fit: a payload ends at 8000 bytes.
CREATE FUNCTION saltbus_tell_topics() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  topics TEXT;
BEGIN
  SELECT string_agg(DISTINCT topic, E'\n') INTO topics FROM changed;
  IF topics IS NOT NULL THEN
    PERFORM pg_notify('saltbus_schemas', CASE WHEN octet_length(topics) > 7900 THEN '#' ELSE topics END);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER saltbus_schemas_inserted AFTER INSERT ON celerysalt_schemas
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION saltbus_tell_topics();
CREATE TRIGGER saltbus_schemas_updated AFTER UPDATE ON celerysalt_schemas
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION saltbus_tell_topics();
CREATE TRIGGER saltbus_schemas_deleted AFTER DELETE ON celerysalt_schemas
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION saltbus_tell_topics();
CREATE TRIGGER saltbus_topics_inserted AFTER INSERT ON saltbus_topics
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION saltbus_tell_topics();
CREATE TRIGGER saltbus_topics_updated AFTER UPDATE ON saltbus_topics
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION saltbus_tell_topics();
