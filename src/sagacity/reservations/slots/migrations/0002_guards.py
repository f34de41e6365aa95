"""The database has the last word: no part of a resource is filled twice at one time; one function holds a slot."""

from django.db import migrations

TAKEN = "slots: taken"

SQLITE = f"""
CREATE TRIGGER slots_occupancy_comes BEFORE INSERT ON reservations_slots_occupancy WHEN NEW.is_live BEGIN
  SELECT RAISE(ABORT, '{TAKEN}') WHERE EXISTS
    (SELECT 1 FROM reservations_slots_occupancy WHERE is_live AND resource_id = NEW.resource_id
      AND begins < NEW.ends AND ends > NEW.begins);
END;
CREATE TRIGGER slots_occupancy_changes BEFORE UPDATE ON reservations_slots_occupancy WHEN NEW.is_live BEGIN
  SELECT RAISE(ABORT, '{TAKEN}') WHERE EXISTS
    (SELECT 1 FROM reservations_slots_occupancy WHERE is_live AND resource_id = NEW.resource_id
      AND begins < NEW.ends AND ends > NEW.begins AND id <> NEW.id);
END
"""

CONSTRAINT = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE reservations_slots_occupancy ADD CONSTRAINT a_part_is_filled_once
  EXCLUDE USING gist (resource_id WITH =, int8range(begins, ends) WITH &&) WHERE (is_live);
"""

# Locks come before anything is read, each in the order of its name, so nobody waits in a ring. READ COMMITTED only:
# an older snapshot would not see what the one before in the line has written.
HOLD = """
CREATE FUNCTION slots_hold(
  p_locks text[], p_key text, p_client_key text, p_service bigint, p_candidates jsonb,
  p_begins timestamptz, p_ends timestamptz, p_from bigint, p_until bigint,
  p_holder text, p_subject text, p_most int, p_at timestamptz, p_expires timestamptz,
  OUT slot_id bigint, OUT said text
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_lock text; v_one jsonb; v_resource bigint; v_parts bigint[];
  v_all bigint[] := ARRAY(SELECT DISTINCT part::bigint FROM jsonb_array_elements(p_candidates) one,
                          jsonb_array_elements_text(one->1) part);
  v_now bigint := extract(epoch FROM p_at);
BEGIN
  FOR v_lock IN SELECT name FROM unnest(p_locks) name ORDER BY name LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended(v_lock, 0));
  END LOOP;
  SELECT id INTO slot_id FROM reservations_slots_slot WHERE client_key = p_client_key;
  IF slot_id IS NOT NULL THEN said := 'again'; RETURN; END IF;
  WITH over AS (
    UPDATE reservations_slots_slot SET state = 'released', expires_at = NULL, changed_at = p_at
    WHERE state = 'held' AND expires_at <= p_at AND id IN (
      SELECT o.slot_id FROM reservations_slots_occupancy o WHERE o.is_live AND o.held_until <= v_now
        AND o.resource_id = ANY (v_all) AND o.begins < p_until AND o.ends > p_from)
    RETURNING id)
  UPDATE reservations_slots_occupancy o SET is_live = false FROM over WHERE o.slot_id = over.id;
  IF p_most > 0 AND p_holder <> '' AND p_most <= (
      SELECT count(*) FROM reservations_slots_slot WHERE service_id = p_service AND holder = p_holder
        AND begins > p_at AND (state = 'confirmed' OR (state = 'held' AND expires_at > p_at))) THEN
    said := 'too_many'; RETURN;
  END IF;
  FOR v_one IN SELECT one FROM jsonb_array_elements(p_candidates) one LOOP
    v_resource := (v_one->>0)::bigint;
    v_parts := ARRAY(SELECT part::bigint FROM jsonb_array_elements_text(v_one->1) part);
    CONTINUE WHEN EXISTS (
      SELECT 1 FROM reservations_slots_occupancy o WHERE o.is_live AND o.resource_id = ANY (v_parts)
        AND o.begins < p_until AND o.ends > p_from);
    CONTINUE WHEN EXISTS (
      SELECT 1 FROM reservations_slots_absence a WHERE a.resource_id = ANY (v_parts || v_resource)
        AND a.begins < p_ends AND a.ends > p_begins);
    INSERT INTO reservations_slots_slot
      (key, client_key, service_id, resource_id, begins, ends, state, holder, subject, expires_at, moved_to,
       made_at, changed_at)
    VALUES (p_key, p_client_key, p_service, v_resource, p_begins, p_ends,
      CASE WHEN p_expires IS NULL THEN 'confirmed' ELSE 'held' END, p_holder, p_subject, p_expires, '', p_at, p_at)
    RETURNING id INTO slot_id;
    INSERT INTO reservations_slots_occupancy (slot_id, resource_id, begins, ends, held_until, is_live)
      SELECT slots_hold.slot_id, part, p_from, p_until, extract(epoch FROM p_expires)::bigint, true
      FROM unnest(v_parts) part;
    said := 'held'; RETURN;
  END LOOP;
  said := 'taken';
END $$;
"""


def put_guards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CONSTRAINT, params=None)
        schema_editor.execute(HOLD, params=None)
        return
    for statement in SQLITE.strip().split(";\nCREATE "):
        schema_editor.execute(statement if statement.startswith("CREATE") else f"CREATE {statement}")


def take_guards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS slots_hold")
        schema_editor.execute(
            "ALTER TABLE reservations_slots_occupancy DROP CONSTRAINT IF EXISTS a_part_is_filled_once"
        )
        return
    for name in ("slots_occupancy_comes", "slots_occupancy_changes"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("reservations_slots", "0001_first")]
    operations = [migrations.RunPython(put_guards, take_guards)]
