import type { ClientBase } from 'pg'

// What PostgreSQL says of itself, in a handful of queries however many tables are mapped. Nothing is judged here.

export interface Relation {
  readonly oid: string
  readonly schema: string
  readonly name: string
  readonly kind: string // r p v m f
  readonly visible: boolean
  readonly rowSecurity: boolean
  /** Row security hides rows from this role. */
  readonly hidden: boolean
  readonly readable: boolean
  readonly rows: number
  readonly pages: number
  /** The relation it is a partition or an inheriting child of. */
  readonly parent: string | null
}

export interface Attribute {
  readonly relation: string
  readonly number: number
  readonly name: string
  readonly type: string
  readonly base: string
  readonly category: string
  readonly nullable: boolean
  readonly generated: boolean
  readonly identity: boolean
  readonly hasDefault: boolean
  readonly readable: boolean
  readonly length: number
}

export interface Constraint {
  readonly name: string
  readonly type: string // p u c f x
  readonly relation: string
  readonly columns: readonly string[]
  readonly referenced: string | null
  readonly references: readonly string[]
  readonly onDelete: string
  readonly deferrable: boolean
  readonly definition: string
}

export interface IndexRow {
  readonly relation: string
  readonly name: string
  readonly unique: boolean
  readonly immediate: boolean
  readonly partial: boolean
  readonly parts: readonly string[]
  /** Attribute numbers; 0 for an expression. */
  readonly numbers: readonly number[]
}

export interface TriggerRow {
  readonly relation: string
  readonly name: string
  readonly type: number
  readonly language: string
  readonly ownedBySystem: boolean
  readonly source: string
}

export interface Raw {
  readonly identity: string
  readonly version: number
  readonly replica: boolean
  readonly relations: readonly Relation[]
  readonly attributes: readonly Attribute[]
  readonly constraints: readonly Constraint[]
  readonly indexes: readonly IndexRow[]
  readonly triggers: readonly TriggerRow[]
  readonly rules: readonly { readonly relation: string; readonly name: string }[]
  readonly policies: readonly { readonly relation: string; readonly name: string }[]
  /** Functions that are neither PostgreSQL's nor an extension's: one called by a trigger may write anywhere. */
  readonly functions: ReadonlySet<string>
}

/** `pick` chooses the mapped relations among all; the rest is read for those and for what refers to them. */
export async function readRaw(client: ClientBase, pick: (relations: readonly Relation[]) => readonly string[]): Promise<Raw> {
  const ask = async <R>(text: string, values: readonly unknown[] = []): Promise<R[]> => (await client.query(text, [...values])).rows as R[]
  const [about] = await ask<{ version: number; replica: boolean; database: string; oid: string; control: boolean }>(about_)
  const cluster = about!.control ? (await ask<{ id: string }>('select system_identifier::text as id from pg_control_system()'))[0]!.id : 'unknown'
  const relations = await ask<Relation>(relations_)
  const picked = new Set(pick(relations))
  for (let grew = true; grew; ) {
    grew = false
    for (const relation of relations) {
      if (relation.parent !== null && picked.has(relation.parent) && !picked.has(relation.oid)) {
        picked.add(relation.oid)
        grew = true
      }
    }
  }
  const constraints = await ask<Constraint>(constraints_, [[...picked]])
  const touched = [...new Set([...picked, ...constraints.map((one) => one.relation)])]
  const all = await ask<Constraint>(constraints_, [touched])
  // Attributes of what is referred to are needed for the names only; those come with the constraint.
  return {
    identity: `${cluster}/${about!.oid}/${about!.database}`,
    version: about!.version,
    replica: about!.replica,
    relations,
    attributes: await ask<Attribute>(attributes_, [touched]),
    constraints: all.filter((one) => touched.includes(one.relation)),
    indexes: await ask<IndexRow>(indexes_, [touched]),
    triggers: await ask<TriggerRow>(triggers_, [touched]),
    rules: await ask(rules_, [touched]),
    policies: await ask(policies_, [touched]),
    functions: new Set((await ask<{ name: string }>(functions_)).map((row) => row.name)),
  }
}

const about_ = `
  select current_setting('server_version_num')::int as version, pg_is_in_recovery() as replica,
    current_database() as database, (select oid::text from pg_database where datname = current_database()) as oid,
    has_function_privilege('pg_control_system()', 'execute') as control`

const relations_ = `
  select c.oid::text as oid, n.nspname as schema, c.relname as name, c.relkind::text as kind, pg_table_is_visible(c.oid) as visible,
    c.relrowsecurity as "rowSecurity", c.relrowsecurity and row_security_active(c.oid) as hidden,
    has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select') as readable,
    greatest(c.reltuples, 0)::float8 as rows, c.relpages::int as pages,
    (select i.inhparent::text from pg_inherits i where i.inhrelid = c.oid order by i.inhseqno limit 1) as parent
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    and n.nspname not like 'pg\\_temp%' and n.nspname not like 'pg\\_toast%'
  order by n.nspname, c.relname`

const attributes_ = `
  with recursive base(oid, root) as (
    select t.oid, t.oid from pg_type t where t.typtype <> 'd'
    union all select t.oid, b.root from pg_type t join base b on t.typbasetype = b.oid where t.typtype = 'd'
  )
  select a.attrelid::text as relation, a.attnum::int as number, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    bt.typname as base, bt.typcategory::text as category, not (a.attnotnull or t.typnotnull) as nullable,
    a.attgenerated <> '' as generated, a.attidentity <> '' as identity, a.atthasdef or a.attidentity <> '' as "hasDefault",
    has_column_privilege(a.attrelid, a.attnum, 'select') as readable,
    case when bt.typname in ('varchar', 'bpchar') and a.atttypmod > 4 then a.atttypmod - 4 else 0 end as length
  from pg_attribute a join pg_type t on t.oid = a.atttypid join base b on b.oid = t.oid join pg_type bt on bt.oid = b.root
  where a.attrelid::text = any($1) and a.attnum > 0 and not a.attisdropped
  order by a.attrelid, a.attnum`

const namesOf = (relation: string, numbers: string) => `
  array(select a.attname::text from unnest(${numbers}) with ordinality k(n, at)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.n order by k.at)`

const constraints_ = `
  select c.conname as name, c.contype::text as type, c.conrelid::text as relation, ${namesOf('c.conrelid', 'c.conkey')} as columns,
    nullif(c.confrelid, 0)::text as referenced, ${namesOf('c.confrelid', 'c.confkey')} as references,
    c.confdeltype::text as "onDelete", c.condeferrable as deferrable, pg_get_constraintdef(c.oid) as definition
  from pg_constraint c
  where (c.conrelid::text = any($1) or c.confrelid::text = any($1)) and c.contype in ('p', 'u', 'c', 'f', 'x')
    and not (c.contype = 'f' and c.conparentid <> 0)
  order by c.conrelid, c.conname`

const indexes_ = `
  select i.indrelid::text as relation, c.relname as name, i.indisunique as unique, i.indimmediate as immediate,
    i.indpred is not null or not i.indisvalid or not i.indisready as partial,
    array(select pg_get_indexdef(i.indexrelid, k, true) from generate_series(1, i.indnkeyatts) k) as parts,
    array(select i.indkey[k - 1]::int from generate_series(1, i.indnkeyatts) k) as numbers
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid::text = any($1) order by i.indrelid, c.relname`

const triggers_ = `
  select t.tgrelid::text as relation, t.tgname as name, t.tgtype::int as type, l.lanname as language,
    n.nspname = 'pg_catalog' as "ownedBySystem", coalesce(pg_get_function_sqlbody(p.oid), p.prosrc, '') as source
  from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_language l on l.oid = p.prolang join pg_namespace n on n.oid = p.pronamespace
  where t.tgrelid::text = any($1) and not t.tgisinternal and t.tgparentid = 0 and t.tgenabled in ('O', 'A')
  order by t.tgrelid, t.tgname`

const rules_ = `
  select ev_class::text as relation, rulename as name from pg_rewrite
  where ev_class::text = any($1) and rulename <> '_RETURN' and ev_enabled in ('O', 'A') order by 1, 2`

const policies_ = `select polrelid::text as relation, polname as name from pg_policy where polrelid::text = any($1) order by 1, 2`

const functions_ = `
  select distinct lower(p.proname) as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname not in ('pg_catalog', 'information_schema')
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`
