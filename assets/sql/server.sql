-- Closes the databases that a server is born with to everyone but their owner: by default every role may connect to them.
-- Only what is open is closed, and only what this role owns.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname)
FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
WHERE datdba = (SELECT oid FROM pg_roles WHERE rolname = current_user)
  AND datname IN ('postgres', 'template1')
  AND grantee = 0
GROUP BY datname
\gexec
