"""The database keeps the books: balances follow transfers, closed days and past transfers stay as they are."""

from django.db import migrations

CLOSED = "ledger: the day is closed"
TOO_MUCH = "ledger: more is taken back than went"
FOR_EVER = "ledger: transfers are only added"

SQLITE = f"""
CREATE TRIGGER ledger_transfer_goes BEFORE INSERT ON ledger_transfer BEGIN
  SELECT RAISE(ABORT, '{CLOSED}') WHERE EXISTS
    (SELECT 1 FROM ledger_day WHERE day = NEW.booked_on AND is_closed);
  SELECT RAISE(ABORT, '{TOO_MUCH}') WHERE NEW.reverses_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM ledger_transfer one WHERE one.id = NEW.reverses_id AND one.reverses_id IS NULL
      AND one.debit_id = NEW.credit_id AND one.credit_id = NEW.debit_id
      AND one.amount >= NEW.amount + (SELECT COALESCE(SUM(amount), 0) FROM ledger_transfer
                                      WHERE reverses_id = NEW.reverses_id));
END;
CREATE TRIGGER ledger_transfer_went AFTER INSERT ON ledger_transfer BEGIN
  UPDATE ledger_account SET debits = debits + NEW.amount WHERE id = NEW.debit_id;
  UPDATE ledger_account SET credits = credits + NEW.amount WHERE id = NEW.credit_id;
END;
CREATE TRIGGER ledger_transfer_no_update BEFORE UPDATE ON ledger_transfer BEGIN
  SELECT RAISE(ABORT, '{FOR_EVER}'); END;
CREATE TRIGGER ledger_transfer_no_delete BEFORE DELETE ON ledger_transfer BEGIN
  SELECT RAISE(ABORT, '{FOR_EVER}'); END
"""

# Both accounts are held in one order, whichever is debited: two transfers the other way round never wait in a ring.
# Closing a day takes the same lock alone (days.py), so it waits for transfers under way and none comes after.
# A reversal holds the transfer it takes back, so two of them are added up one after the other.
POSTGRES = f"""
CREATE FUNCTION ledger_transfer_goes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE went ledger_transfer; back bigint;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('ledger-day:' || NEW.booked_on, 0));
  IF EXISTS (SELECT 1 FROM ledger_day WHERE day = NEW.booked_on AND is_closed) THEN
    RAISE EXCEPTION '{CLOSED}' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.reverses_id IS NOT NULL THEN
    SELECT * INTO went FROM ledger_transfer WHERE id = NEW.reverses_id FOR UPDATE;
    SELECT COALESCE(SUM(amount), 0) INTO back FROM ledger_transfer WHERE reverses_id = NEW.reverses_id;
    IF went.id IS NULL OR went.reverses_id IS NOT NULL OR went.debit_id <> NEW.credit_id
        OR went.credit_id <> NEW.debit_id OR went.amount < NEW.amount + back THEN
      RAISE EXCEPTION '{TOO_MUCH}' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  PERFORM 1 FROM ledger_account WHERE id IN (NEW.debit_id, NEW.credit_id) ORDER BY id FOR NO KEY UPDATE;
  UPDATE ledger_account SET debits = debits + NEW.amount WHERE id = NEW.debit_id;
  UPDATE ledger_account SET credits = credits + NEW.amount WHERE id = NEW.credit_id;
  RETURN NEW;
END $$;
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION '{FOR_EVER}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER ledger_transfer_goes BEFORE INSERT ON ledger_transfer
  FOR EACH ROW EXECUTE FUNCTION ledger_transfer_goes();
CREATE TRIGGER ledger_transfer_no_update BEFORE UPDATE ON ledger_transfer
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_transfer_no_delete BEFORE DELETE ON ledger_transfer
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
"""


def put_guards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)
        return
    for statement in SQLITE.strip().split(";\nCREATE "):
        schema_editor.execute(statement if statement.startswith("CREATE") else f"CREATE {statement}")


def take_guards(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    names = ["ledger_transfer_goes", "ledger_transfer_no_update", "ledger_transfer_no_delete"]
    for name in names if postgres else [*names, "ledger_transfer_went"]:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (" ON ledger_transfer" if postgres else ""))
    if postgres:
        schema_editor.execute("DROP FUNCTION IF EXISTS ledger_transfer_goes(), ledger_refuse()")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_first")]
    operations = [migrations.RunPython(put_guards, take_guards)]
