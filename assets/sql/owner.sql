-- The role :"owner", to which belongs whatever the service :"service" makes, and what members.sql says of the
-- login roles that there are. Nobody logs in as it. Run in one transaction.
\ir names.sql

SELECT format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner')
\gexec

\ir members.sql
