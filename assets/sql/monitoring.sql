-- The role :"login" that reads figures of the whole server and no data: a member of pg_monitor, and of nothing else. It has no
-- password yet, so nobody logs in as it. Each statement is made only where something is missing. Run in one transaction.
SELECT format('CREATE ROLE %I LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 10', :'login')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'login')
\gexec

SELECT format('GRANT pg_monitor TO %I', :'login')
WHERE NOT pg_has_role(:'login', 'pg_monitor', 'MEMBER')
\gexec

SELECT format('ALTER ROLE %I SET default_transaction_read_only = on', :'login')
WHERE NOT EXISTS (
  SELECT FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole, unnest(setconfig) AS setting
  WHERE setdatabase = 0 AND rolname = :'login' AND setting = 'default_transaction_read_only=on')
\gexec

-- It logs in to this database alone: figures of the others are read from here.
SELECT format('GRANT CONNECT ON DATABASE postgres TO %I', :'login')
WHERE NOT has_database_privilege(:'login', 'postgres', 'CONNECT')
\gexec
