import type { Merging } from './merging.ts'

/**
 * People who were known before, whom rows now tie together, and who are not to be made one by that: a human undid their merge,
 * or their names share no word. The whole group stays as it was, since a third in it would tie the two just as well; the pairs
 * become suggestions. Each identifier of the group then has a person of its own (`m_claim.apart`). Says whether there are any.
 */
export async function keepApart(merging: Merging, identifiers: string): Promise<boolean> {
  const { client, system, today, from } = merging
  await client.query(`
    create temp table m_member on commit drop as
      select distinct coalesce(t.root, c.root) as root, c.controller, c.known from m_claim c left join m_group t on t.node = c.root where c.known is not null`)
  await client.query(`delete from m_member m where not exists (select from m_member o where o.root = m.root and o.controller = m.controller and o.known <> m.known)`)
  await client.query(`
    create temp table m_apart on commit drop as
    with parted as (
      -- Whom the merge named and whom it led to: neither is to be reached by the other's way.
      select coalesce(x.into_id, u.person_id) as one, coalesce(y.into_id, w.id) as other
        from people.alias u cross join lateral (values (u.direct_id), (u.into_id)) w (id)
        left join people.alias x on x.person_id = u.person_id and x.undone_at is null
        left join people.alias y on y.person_id = w.id and y.undone_at is null
       where u.undone_at is not null
    ), named as (
      select m.known, coalesce(substring(l.name_hash from '^([0-9]+)~'), '') as key, string_to_array(regexp_replace(l.name_hash, '^[0-9]+~', ''), ' ') as marks
        from (select known, known as id from m_member union select m.known, a.person_id from m_member m join people.alias a on a.into_id = m.known and a.undone_at is null) m
        join (select person_id, name_hash from people.location where via = 'o' union all select person_id, name_hash from m_old where via = 'o') l on l.person_id = m.id
       where l.name_hash is not null
    )
    select a.root, a.controller, a.known as one, b.known as other
      from m_member a join m_member b on b.root = a.root and b.controller = a.controller and a.known < b.known
     where exists (select from parted p where (p.one = a.known and p.other = b.known) or (p.one = b.known and p.other = a.known))
        or (exists (select from named n join named o on o.known = b.known where n.known = a.known)
            -- Marks of another key cannot be compared: nothing is clear then.
            and not exists (select from named n join named o on o.known = b.known where n.known = a.known and (n.marks && o.marks or n.key <> o.key)))`)
  const { rows } = await client.query<{ some: boolean }>('select exists (select from m_apart) as some')
  if (!rows[0]!.some) return false
  // Everybody in the group beside its first, and each pair that is the reason.
  await client.query(`
    insert into people.suggestion (person_id, other_id, why, system, tbl, since)
    select x.one, x.other, 'kept-apart', $1, (select s.tbl from ${from} s where s.n = x.root), $2::date
      from (select one, other, min(root) as root from (
        select one, other, root from m_apart
        union all
        select f.first, m.known, m.root from m_member m
          join (select root, controller, min(known::text)::uuid as first from m_member group by 1, 2) f using (root, controller)
         where m.known <> f.first and (m.root, m.controller) in (select root, controller from m_apart)) a group by 1, 2) x
    on conflict do nothing`, [system, today])
  await client.query(`
    update m_claim c set apart = c.known from m_claim k left join m_group t on t.node = k.root
     where c.controller = k.controller and c.kind = k.kind and c.hash = k.hash and c.known is not null
       and (coalesce(t.root, k.root), k.controller) in (select root, controller from m_apart)`)
  // What is new goes with what it was first seen with, step by step outwards.
  for (;;) {
    const { rowCount } = await client.query(`
      update m_claim c set apart = x.apart from (
        select distinct on (w.controller, w.kind, w.hash) w.controller, w.kind, w.hash, k.apart
          from m_claim w left join m_group t on t.node = w.root
          join (${identifiers}) i on i.controller = w.controller and i.kind = w.kind and i.hash = w.hash
          join (${identifiers}) j on j.n = i.n
          join m_claim k on k.controller = j.controller and k.kind = j.kind and k.hash = j.hash and k.apart is not null
         where w.apart is null and (coalesce(t.root, w.root), w.controller) in (select root, controller from m_apart)
         order by w.controller, w.kind, w.hash, i.n, k.apart) x
       where c.controller = x.controller and c.kind = x.kind and c.hash = x.hash`)
    if ((rowCount ?? 0) === 0) return true
  }
}

/**
 * A row that bears identifiers of several who stay apart goes to one who has no other row (a merge took it, and was undone since),
 * else to whose it was, else to the first.
 */
export async function ownApart({ client, system, from }: Merging, identifiers: string): Promise<void> {
  await client.query(`
    update m_own o set person_id = x.apart from (
      select distinct on (i.n) i.n, c.apart
        from (${identifiers}) i join m_claim c on c.controller = i.controller and c.kind = i.kind and c.hash = i.hash and c.apart is not null
        join ${from} s on s.n = i.n
        left join m_old l on l.system = $1 and l.tbl = s.tbl and l.key = s.key and l.via = 'o'
        left join people.alias a on a.person_id = l.person_id and a.undone_at is null
       order by i.n, (exists (select from m_own w where w.person_id = c.apart and w.n <> i.n)
           or exists (select from people.location w where w.via = 'o' and (w.person_id = c.apart
                or w.person_id in (select b.person_id from people.alias b where b.into_id = c.apart and b.undone_at is null)))),
         (coalesce(a.into_id, l.person_id) = c.apart) desc nulls last, c.apart) x
     where x.n = o.n`, [system])
}
