#!/usr/bin/python3
"""Drives openstacksdk's block-storage proxy, unmodified, through what it can do; ends with the first thing that is wrong.

    sdk-calls.py ENDPOINT PROJECT
"""
import inspect
import sys
import time

import openstack
from openstack import exceptions
from openstack.block_storage.v3 import _proxy

TIMEOUT_S = 60
PAUSE_S = 0.05

# Debian's release calls what its own objects have not.
BROKEN = {"reset_group_state"}
used = set()


class Recorder:
    """The proxy; notes which of its calls were made."""

    def __init__(self, proxy):
        self._proxy = proxy

    def __getattr__(self, name):
        used.add(name)
        return getattr(self._proxy, name)


def connect(endpoint, project):
    login = {"endpoint": endpoint, "token": f"operator:{project}"}
    return openstack.connect(
        load_yaml_config=False, load_envvars=False, auth_type="admin_token", auth=login, block_storage_endpoint_override=endpoint,
        block_storage_default_microversion="3.70").block_storage


def eventually(what, check):
    until = time.monotonic() + TIMEOUT_S
    while not check():
        if time.monotonic() > until:
            raise AssertionError(f"not so in {TIMEOUT_S} s: {what}")
        time.sleep(PAUSE_S)


def refused(call, *arguments, **named):
    try:
        call(*arguments, **named)
    except exceptions.HttpException as e:
        return e
    raise AssertionError(f"{call.__name__} was not refused")


def what_there_is(api):
    assert [zone.name for zone in api.availability_zones()] == ["nova"]
    pool = next(iter(api.backend_pools()))
    assert list(api.extensions()) and list(api.resource_filters())
    assert api.get_capabilities(pool.name.split("#")[0]).vendor_name
    assert api.get_limits().absolute.max_total_volumes == 10
    return pool


def types(api):
    kind, hidden = api.create_type(name="sdk"), api.create_type(name="hidden", is_public=False)
    assert api.get_type(kind).name == "sdk" and api.find_type("sdk").id == kind.id and kind.id in [t.id for t in api.types()]
    api.update_type(kind, description="words")
    api.update_type_extra_specs(kind, note="x")
    api.delete_type_extra_specs(kind, ["note"])
    api.add_type_access(hidden, "other")
    assert [access["project_id"] for access in api.get_type_access(hidden)] == ["other"]
    api.remove_type_access(hidden, "other")
    api.delete_type(hidden)
    api.create_type_encryption(kind, provider="luks", control_location="front-end")
    api.update_type_encryption(api.get_type_encryption(kind), key_size=256)
    assert api.get_type_encryption(kind).key_size == 256
    api.delete_type_encryption(api.get_type_encryption(kind))
    return kind


def volumes(api, kind):
    volume = api.wait_for_status(api.create_volume(size=1, name="sdk", metadata={"a": "b"}), "available", wait=TIMEOUT_S, interval=PAUSE_S)
    assert api.find_volume("sdk").id == volume.id and volume.id in [v.id for v in api.volumes(details=True)]
    api.set_volume_metadata(volume, c="d")
    api.delete_volume_metadata(api.get_volume(volume), ["a"])
    assert api.get_volume_metadata(volume).metadata == {"c": "d"}
    api.extend_volume(volume, 2)
    eventually("it has grown", lambda: api.get_volume(volume).size == 2 and api.get_volume(volume).status == "available")
    api.set_volume_readonly(volume, True)
    api.set_volume_readonly(volume, False)
    api.set_volume_bootable_status(volume, True)
    api.retype_volume(volume, "sdk", "never")
    assert api.get_volume(volume).volume_type == "sdk"
    api.reset_volume_status(volume, "error", "detached", None)
    api.reset_volume_status(volume, "available", "detached", None)
    assert refused(api.migrate_volume, volume, host="h@b#p").status_code == 400
    api.complete_volume_migration(volume, volume.id)
    assert "image service" in str(refused(api.upload_volume_to_image, volume, "image"))
    return volume


def attachments(api, volume):
    api.reserve_volume(volume)
    api.unreserve_volume(volume)
    connector = {"host": "h", "initiator": "iqn.1993-08.org.debian:01:h", "ip": "10.0.0.2"}
    api.init_volume_attachment(volume, connector)
    api.attach_volume(volume, "/dev/vdb", instance="1d1d1d1d-1111-4111-8111-111111111111")
    api.begin_volume_detaching(volume)
    api.abort_volume_detaching(volume)
    attachment = api.get_volume(volume).attachments[0]["attachment_id"]
    api.begin_volume_detaching(volume)
    api.terminate_volume_attachment(volume, connector)
    api.detach_volume(volume, attachment)
    eventually("nobody holds it", lambda: api.get_volume(volume).status == "available")


def snapshots(api, volume):
    snapshot = api.wait_for_status(api.create_snapshot(volume_id=volume.id, name="then"), "available", wait=TIMEOUT_S, interval=PAUSE_S)
    assert api.find_snapshot("then").id == snapshot.id and snapshot.id in [s.id for s in api.snapshots()]
    api.update_snapshot(snapshot, name="now")
    api.set_snapshot_metadata(snapshot, a="b")
    assert api.get_snapshot_metadata(snapshot).metadata == {"a": "b"}
    api.delete_snapshot_metadata(api.get_snapshot(snapshot), ["a"])
    api.revert_volume_to_snapshot(volume, snapshot)
    eventually("it is taken back", lambda: api.get_volume(volume).status == "available")
    api.reset_snapshot(snapshot, "creating")
    api.set_snapshot_status(snapshot, "error", "99%")
    assert api.get_snapshot(snapshot).status == "error"
    api.delete_snapshot(snapshot)
    api.wait_for_delete(snapshot, wait=TIMEOUT_S, interval=PAUSE_S)


def groups(api, kind):
    group_type = api.create_group_type(name="sdk")
    api.create_group_type_group_specs(group_type, {"a": "b"})
    api.update_group_type_group_specs_property(group_type, "a", "c")
    assert api.get_group_type_group_specs_property(group_type, "a") == "c"
    api.fetch_group_type_group_specs(group_type)
    api.delete_group_type_group_specs_property(group_type, "a")
    api.update_group_type(group_type.id, description="words")
    assert api.find_group_type("sdk").id == api.get_group_type(group_type).id and group_type.id in [t.id for t in api.group_types()]
    group = api.create_group(name="sdk", group_type=group_type.id, volume_types=[kind.id])
    eventually("the group is there", lambda: api.get_group(group).status == "available")
    assert api.find_group("sdk").id == group.id and group.id in [g.id for g in api.groups()]
    api.update_group(group, name="other")
    refused(api.create_group_from_source, name="copy", source_group_id=group.id, group_snapshot_id=None)
    api.delete_group(group, delete_volumes=True)
    eventually("the group is gone", lambda: api.find_group(group.id) is None)
    api.delete_group_type(group_type)


def quotas(api, project):
    assert api.get_quota_set_defaults(project).volumes == 10
    assert api.update_quota_set(api.get_quota_set(project), volumes=12).volumes == 12
    assert api.get_quota_set(project, usage=True).volumes == 12
    api.revert_quota_set(project)


def backups(api, volume):
    backup = api.create_backup(volume_id=volume.id, name="b")
    assert api.get_backup(backup).status == "error" and backup.id in [b.id for b in api.backups()] and api.find_backup("b").id == backup.id
    assert "must be available" in str(refused(api.restore_backup, backup, volume.id))
    assert "cinder-backup" in str(refused(api.delete_backup, backup, ignore_missing=False))
    assert "cinder-backup" in str(refused(api.reset_backup, backup, "error"))


def adopting(api, volume):
    api.unmanage_volume(volume)
    eventually("it is let go", lambda: api.find_volume(volume.id) is None)


def main(endpoint, project):
    api = Recorder(connect(endpoint, project))
    what_there_is(api)
    kind = types(api)
    volume = volumes(api, kind)
    attachments(api, volume)
    snapshots(api, volume)
    groups(api, kind)
    quotas(api, project)
    backups(api, volume)
    adopting(api, volume)
    last = api.create_volume(size=1)
    api.delete_volume(last, force=True)
    api.wait_for_delete(last, wait=TIMEOUT_S, interval=PAUSE_S)
    api.delete_type(kind)
    missing = {name for name in vars(_proxy.Proxy) if not name.startswith("_") and inspect.isfunction(getattr(_proxy.Proxy, name))} - used - BROKEN
    print(f"not called: {', '.join(sorted(missing))}" if missing else "all was called")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
