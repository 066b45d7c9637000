-- The tables that celery-salt knows, as its design gives them. Names, types and defaults are a contract with Python: never rename.
-- Where celery-salt has made them already they are adopted: what is missing is added, what is there stays.
-- Every TIMESTAMP holds UTC. DEFAULT NOW() does so only in a session whose time zone is UTC, so SaltBus never relies on it.

CREATE TABLE IF NOT EXISTS celerysalt_schemas (
  id SERIAL PRIMARY KEY, topic VARCHAR(255) NOT NULL, version VARCHAR(50) NOT NULL, schema JSONB NOT NULL, description TEXT,
  publisher_service VARCHAR(255), publisher_version VARCHAR(50), created_at TIMESTAMP DEFAULT NOW(), created_by VARCHAR(255),
  is_active BOOLEAN DEFAULT TRUE, deprecated_at TIMESTAMP, deprecated_reason TEXT, UNIQUE (topic, version));
ALTER TABLE celerysalt_schemas
  ADD COLUMN IF NOT EXISTS description TEXT, ADD COLUMN IF NOT EXISTS publisher_service VARCHAR(255),
  ADD COLUMN IF NOT EXISTS publisher_version VARCHAR(50), ADD COLUMN IF NOT EXISTS created_at TIMESTAMP DEFAULT NOW(),
  ADD COLUMN IF NOT EXISTS created_by VARCHAR(255), ADD COLUMN IF NOT EXISTS is_active BOOLEAN DEFAULT TRUE,
  ADD COLUMN IF NOT EXISTS deprecated_at TIMESTAMP, ADD COLUMN IF NOT EXISTS deprecated_reason TEXT;
CREATE INDEX IF NOT EXISTS idx_schemas_topic ON celerysalt_schemas (topic);
CREATE INDEX IF NOT EXISTS idx_schemas_active ON celerysalt_schemas (is_active) WHERE is_active = TRUE;

CREATE TABLE IF NOT EXISTS celerysalt_schema_fields (
  id SERIAL PRIMARY KEY, schema_id INTEGER REFERENCES celerysalt_schemas (id) ON DELETE CASCADE, field_name VARCHAR(255) NOT NULL,
  field_type VARCHAR(100) NOT NULL, is_required BOOLEAN NOT NULL, description TEXT, format VARCHAR(100), UNIQUE (schema_id, field_name));
ALTER TABLE celerysalt_schema_fields
  ADD COLUMN IF NOT EXISTS description TEXT, ADD COLUMN IF NOT EXISTS format VARCHAR(100);

CREATE TABLE IF NOT EXISTS celerysalt_publishers (
  id SERIAL PRIMARY KEY, topic VARCHAR(255) NOT NULL, service_name VARCHAR(255) NOT NULL, service_version VARCHAR(50),
  last_published_at TIMESTAMP, publish_count BIGINT DEFAULT 0, UNIQUE (topic, service_name));
ALTER TABLE celerysalt_publishers
  ADD COLUMN IF NOT EXISTS service_version VARCHAR(50), ADD COLUMN IF NOT EXISTS last_published_at TIMESTAMP,
  ADD COLUMN IF NOT EXISTS publish_count BIGINT DEFAULT 0;

CREATE TABLE IF NOT EXISTS celerysalt_subscribers (
  id SERIAL PRIMARY KEY, topic VARCHAR(255) NOT NULL, service_name VARCHAR(255) NOT NULL, handler_name VARCHAR(255),
  registered_at TIMESTAMP DEFAULT NOW(), UNIQUE (topic, service_name, handler_name));
ALTER TABLE celerysalt_subscribers ADD COLUMN IF NOT EXISTS registered_at TIMESTAMP DEFAULT NOW();

CREATE TABLE IF NOT EXISTS celerysalt_events (
  id BIGSERIAL PRIMARY KEY, topic VARCHAR(255) NOT NULL, message_id UUID NOT NULL, published_at TIMESTAMP NOT NULL,
  publisher_service VARCHAR(255), payload_location VARCHAR(500), payload_size_bytes INTEGER, schema_version VARCHAR(50), UNIQUE (message_id));
CREATE INDEX IF NOT EXISTS idx_events_topic ON celerysalt_events (topic);
CREATE INDEX IF NOT EXISTS idx_events_published_at ON celerysalt_events (published_at);

-- What one row means is decided by these constraints when several write at once. A table that came without one gets it;
-- where it holds doubles that fails, and nothing of this migration stays.
DO $$
DECLARE
  wanted RECORD;
BEGIN
  FOR wanted IN SELECT * FROM (VALUES
      ('celerysalt_schemas', 'topic,version'),
      ('celerysalt_schema_fields', 'schema_id,field_name'),
      ('celerysalt_publishers', 'topic,service_name'),
      ('celerysalt_subscribers', 'topic,service_name,handler_name')) AS keys (tab, cols) LOOP
    IF NOT EXISTS (
        SELECT FROM pg_index i
        WHERE i.indrelid = wanted.tab::regclass AND i.indisunique AND i.indpred IS NULL
          AND (SELECT string_agg(a.attname, ',' ORDER BY k.place)
               FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
               JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) = wanted.cols) THEN
      EXECUTE format('ALTER TABLE %I ADD UNIQUE (%s)', wanted.tab, wanted.cols);
    END IF;
  END LOOP;
END
$$;
