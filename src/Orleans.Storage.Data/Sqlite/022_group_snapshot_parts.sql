-- See the script of the same name for PostgreSQL.
CREATE INDEX snapshots_of_group_snapshot ON snapshots (group_snapshot_id) WHERE group_snapshot_id IS NOT NULL;
