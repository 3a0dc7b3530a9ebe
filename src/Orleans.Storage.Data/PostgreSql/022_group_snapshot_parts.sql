-- Few snapshots are parts of a group snapshot; the reconciler looks every minute for those whose group snapshot is no more.
CREATE INDEX snapshots_of_group_snapshot ON snapshots (group_snapshot_id) WHERE group_snapshot_id IS NOT NULL;
