-- Who is in the cluster, and the reminders, for the query contract of Orleans 10.4's ADO.NET clustering and reminders. Our own texts: single statements in place of Orleans' functions.
-- Every change is conditional on the version of the whole membership, so of two silos that change it at once one reads it again.

CREATE TABLE orleansmembershipversiontable (
    deploymentid text COLLATE "C" PRIMARY KEY,
    timestamp    timestamptz(3) NOT NULL DEFAULT now(),
    version      integer NOT NULL DEFAULT 0
);

CREATE TABLE orleansmembershiptable (
    deploymentid text COLLATE "C" NOT NULL REFERENCES orleansmembershipversiontable (deploymentid),
    address      text COLLATE "C" NOT NULL,
    port         integer NOT NULL,
    generation   integer NOT NULL,
    siloname     text NOT NULL,
    hostname     text NOT NULL,
    status       integer NOT NULL,
    proxyport    integer,
    suspecttimes text,
    starttime    timestamptz(3) NOT NULL,
    iamalivetime timestamptz(3) NOT NULL,
    PRIMARY KEY (deploymentid, address, port, generation)
);

CREATE TABLE orleansreminderstable (
    serviceid    text COLLATE "C" NOT NULL,
    grainid      text COLLATE "C" NOT NULL,
    remindername text COLLATE "C" NOT NULL,
    starttime    timestamptz(3) NOT NULL,
    period       bigint NOT NULL,
    grainhash    integer NOT NULL,
    version      integer NOT NULL,
    PRIMARY KEY (serviceid, grainid, remindername)
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('UpdateIAmAlivetimeKey', '
UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime
WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
('InsertMembershipVersionKey', '
WITH made AS (INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT count(*) > 0 FROM made'),
('InsertMembershipKey', '
WITH changed AS (
    UPDATE orleansmembershipversiontable SET timestamp = now(), version = version + 1
    WHERE deploymentid = @DeploymentId AND version = @Version AND NOT EXISTS (
        SELECT 1 FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING 1),
made AS (
    INSERT INTO orleansmembershiptable (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM changed
    RETURNING 1)
SELECT count(*) > 0 FROM made'),
('UpdateMembershipKey', '
WITH changed AS (
    UPDATE orleansmembershipversiontable SET timestamp = now(), version = version + 1 WHERE deploymentid = @DeploymentId AND version = @Version RETURNING 1),
silo AS (
    UPDATE orleansmembershiptable SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime FROM changed
    WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING 1)
SELECT count(*) > 0 FROM silo'),
('MembershipReadRowKey', '
SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
FROM orleansmembershipversiontable v
LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
WHERE v.deploymentid = @DeploymentId'),
('MembershipReadAllKey', '
SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
FROM orleansmembershipversiontable v
LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid
WHERE v.deploymentid = @DeploymentId'),
('DeleteMembershipTableEntriesKey', '
DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId;
DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId'),
-- 3 is Orleans' number of an active silo: it may be slow, and others say when it is dead.
('CleanupDefunctSiloEntriesKey', '
DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3'),
('GatewaysQueryKey', '
SELECT address, proxyport, generation FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0'),
('UpsertReminderRowKey', '
INSERT INTO orleansreminderstable AS kept (serviceid, grainid, remindername, starttime, period, grainhash, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (serviceid, grainid, remindername)
DO UPDATE SET starttime = excluded.starttime, period = excluded.period, grainhash = excluded.grainhash, version = kept.version + 1
RETURNING version'),
('ReadReminderRowsKey', '
SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable WHERE serviceid = @ServiceId AND grainid = @GrainId'),
('ReadReminderRowKey', '
SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName'),
('ReadRangeRows1Key', '
SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
WHERE serviceid = @ServiceId AND grainhash > @BeginHash AND grainhash <= @EndHash'),
('ReadRangeRows2Key', '
SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
WHERE serviceid = @ServiceId AND (grainhash > @BeginHash OR grainhash <= @EndHash)'),
('DeleteReminderRowKey', '
WITH gone AS (
    DELETE FROM orleansreminderstable WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName AND version = @Version RETURNING 1)
SELECT count(*) > 0 FROM gone'),
('DeleteReminderRowsKey', '
DELETE FROM orleansreminderstable WHERE serviceid = @ServiceId');
