-- The schema `public` of the service's own database, run in that database.
SELECT 'REVOKE CREATE ON SCHEMA public FROM PUBLIC'
FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
WHERE nspname = 'public' AND grantee = 0 AND privilege_type = 'CREATE'
\gexec

SELECT format('GRANT USAGE, CREATE ON SCHEMA public TO %I', :'service')
FROM pg_namespace
WHERE nspname = 'public'
  AND (SELECT count(DISTINCT privilege_type)
       FROM aclexplode(nspacl)
       WHERE grantee = (SELECT oid FROM pg_roles WHERE rolname = :'service')) < 2
\gexec

-- Names without a schema are looked up in `public` alone: no schema of another name can come before it. Whoever set another
-- path afterwards keeps it.
SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = public', :'service', current_database())
WHERE NOT EXISTS (
  SELECT
  FROM pg_db_role_setting, unnest(setconfig) AS setting
  WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND setrole = (SELECT oid FROM pg_roles WHERE rolname = :'service')
    AND setting LIKE 'search\_path=%')
\gexec
