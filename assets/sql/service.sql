-- A role and a database for the service :"service". Each statement is made only where something is missing, so that a second
-- run writes nothing. Run by a role with CREATEROLE and CREATEDB, which needs not be a superuser.
-- The database belongs to the one who runs this, not to the service: an owner could drop it.

-- NOINHERIT and memberships do not matter: the role is a member of nothing.
SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', :'service')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'service')
\gexec

SELECT format('ALTER ROLE %I NOCREATEDB NOCREATEROLE', rolname)
FROM pg_roles
WHERE rolname = :'service' AND (rolcreatedb OR rolcreaterole)
\gexec

-- template0: nothing that somebody left in template1 comes along.
SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING ''UTF8''', :'service')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service')
\gexec

SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname)
FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
WHERE datname = :'service' AND grantee = 0
GROUP BY datname
\gexec

-- CREATE is for schemas and trusted extensions, within this database only.
SELECT format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO %I', datname, datname)
FROM pg_database
WHERE datname = :'service'
  AND (SELECT count(DISTINCT privilege_type)
       FROM aclexplode(datacl)
       WHERE grantee = (SELECT oid FROM pg_roles WHERE rolname = :'service')) < 3
\gexec
