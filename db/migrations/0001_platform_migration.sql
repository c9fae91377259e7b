-- What has been applied to this database. Reference: the same everywhere, and tiny.
create schema platform;

create table platform.migration (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null
);
comment on table platform.migration is 'local to the coordinator: the files that made this schema, and their checksums';
