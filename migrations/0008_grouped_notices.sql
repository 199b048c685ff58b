-- Notices that are told as one, and for how long no other of their group is told after that.
ALTER TABLE outbox ADD COLUMN group_key text COLLATE "C", ADD COLUMN quiet_until timestamptz(3);
CREATE INDEX outbox_group ON outbox (practice, group_key) WHERE group_key IS NOT NULL;

-- Escalations that began before there was a ladder stand where they began, as their history is read now.
DO $$
DECLARE one text;
BEGIN
  FOR one IN SELECT id FROM practice LOOP
    PERFORM set_config('corridor.practice', one, true);
    UPDATE card c SET body = jsonb_set(body, '{escalations}', (
      SELECT jsonb_agg(
        '{"round": 0, "turn": 0, "held": null, "progressAt": null, "exhausted": false, "pinned": null}'
          || jsonb_build_object('at', e -> 'since', 'reason', coalesce((
            SELECT data -> 'reason' FROM event
            WHERE practice = one AND subject_kind = 'card' AND subject_id = c.id AND type = 'escalation.started'
              AND data -> 'policy' = e -> 'policy' AND data -> 'since' = e -> 'since'
            ORDER BY seq DESC LIMIT 1
          ), '[]')) || e
        ORDER BY n)
      FROM jsonb_array_elements(body -> 'escalations') WITH ORDINALITY AS living (e, n)
    )) WHERE practice = one AND jsonb_array_length(body -> 'escalations') > 0;
  END LOOP;
  PERFORM set_config('corridor.practice', '', true);
END $$;
