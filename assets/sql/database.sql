-- A database for the service :"service". Each statement is made only where something is missing, so that a second run writes
-- nothing. Run by a role with CREATEROLE and CREATEDB, which needs not be a superuser.
-- The database belongs to the one who runs this, not to the service: an owner could drop it.
\ir names.sql

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
SELECT format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO %I', datname, :'owner')
FROM pg_database
WHERE datname = :'service'
  AND (SELECT count(DISTINCT privilege_type)
       FROM aclexplode(datacl)
       WHERE grantee = (SELECT oid FROM pg_roles WHERE rolname = :'owner')) < 3
\gexec

-- A login role has rights by its owner role alone.
SELECT format('REVOKE ALL ON DATABASE %I FROM %I', datname, rolname)
FROM pg_database, aclexplode(datacl) JOIN :logins AS logins ON grantee = logins.oid
WHERE datname = :'service'
GROUP BY datname, rolname
\gexec
