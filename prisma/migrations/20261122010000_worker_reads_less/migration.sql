-- The worker asks of a user only their tier, and of sessions and keys nothing: the gateway finds both as
-- raxx_web does, through functions that answer for one token or key. What a role does not read it cannot leak.
REVOKE SELECT ON users, sessions, api_keys FROM raxx_worker;
GRANT SELECT (id, tier) ON users TO raxx_worker;
DROP POLICY worker_reads ON sessions;
DROP POLICY worker_reads ON api_keys;
