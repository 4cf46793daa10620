"""The views of an archive: its steps and its e-mail templates, for people who read it with SQL.

They call no function of JSON, which SQLite 3.40 refuses in the views of a file that is not trusted;
the table ``json_each`` is allowed in every version.
"""

STEP_VIEW = """CREATE VIEW step AS
WITH object AS (
    SELECT place, id AS sequence_id, name AS sequence_name, deleted_at, item AS sent,
        CASE
            WHEN EXISTS (SELECT 1 FROM json_each(item) WHERE key = 'id') THEN '$'
            WHEN EXISTS (SELECT 1 FROM json_each(item) WHERE key = 'data') THEN '$.data'
            ELSE '$' END AS object_path
    FROM sequence WHERE steps > 0
), collection AS (
    SELECT *, CASE (SELECT type FROM json_each(sent, object_path)
            WHERE key = 'steps') WHEN 'array' THEN '.steps' ELSE '.steps.items' END AS steps
    FROM object
), envelope AS (
    SELECT place, sequence_id, sequence_name, deleted_at, each.key AS number,
        CASE each.type WHEN 'object' THEN each.value ELSE '{}' END AS sent
    FROM collection, json_each(sent, object_path || steps) AS each
), received AS (
    SELECT *, CASE
            WHEN EXISTS (SELECT 1 FROM json_each(sent) WHERE key = 'id') THEN '$'
            WHEN EXISTS (SELECT 1 FROM json_each(sent) WHERE key = 'data') THEN '$.data'
            ELSE '$' END AS object_path FROM envelope
), typed AS (
    SELECT *, (SELECT value FROM json_each(sent, object_path) WHERE key = 'id') AS step_id,
        CASE (SELECT type FROM json_each(sent, object_path)
            WHERE key = 'position') WHEN 'integer' THEN (SELECT value
            FROM json_each(sent, object_path) WHERE key = 'position') END AS step_position,
        (SELECT value FROM json_each(sent, object_path) WHERE key = 'action_type') AS action_type,
        (SELECT value FROM json_each(sent, object_path || '.action_properties')
            WHERE key = 'email_template_id') AS template_id,
        (SELECT value FROM json_each(sent, object_path || '.action_properties')
            WHERE key = 'is_reply') AS is_reply,
        (SELECT value FROM json_each(sent, object_path || '.action_properties')
            WHERE key = 'task_content') AS task_content,
        (SELECT value FROM json_each(sent, object_path)
            WHERE key = 'delay_from_previous_step') AS delay_amount,
        (SELECT value FROM json_each(sent, object_path)
            WHERE key = 'delay_from_previous_step_unit') AS delay_unit,
        (SELECT type FROM json_each(sent, object_path)
            WHERE key = 'delay_from_previous_step') IN ('integer', 'real') AS is_number
    FROM received
), judged AS (
    SELECT *, count(step_position) OVER (PARTITION BY place ORDER BY number) AS follows,
        coalesce(is_number AND delay_amount BETWEEN 0 AND 100000000
            AND delay_unit IN ('hours', 'weekdays'), 0) AS is_readable
    FROM typed
), sorted AS (
    SELECT *, max(step_position) OVER (PARTITION BY place, follows) AS sorted_by FROM judged
)
SELECT sequence_id, sequence_name, row_number() OVER so_far AS step_rank, step_id, step_position,
    action_type, template_id, is_reply, task_content, delay_amount, delay_unit,
    CASE WHEN min(is_readable) OVER so_far THEN round(sum(
        CASE delay_unit WHEN 'weekdays' THEN delay_amount ELSE 0 END) OVER so_far, 9)
        END AS sum_weekdays,
    CASE WHEN min(is_readable) OVER so_far THEN round(sum(
        CASE delay_unit WHEN 'hours' THEN delay_amount ELSE 0 END) OVER so_far, 9)
        END AS sum_hours,
    deleted_at
FROM sorted
WINDOW so_far AS (PARTITION BY place ORDER BY sorted_by, number ROWS UNBOUNDED PRECEDING)
ORDER BY place, step_rank"""
"""One row for each step, in the order of the account and of the sequence. A step without a usable
position follows the one it was received after. The sums are those of
`seq_tui.domain.delay.cumulative_delays`, and null from the first delay on that cannot be read."""

TEMPLATE_VIEW = """CREATE VIEW template AS
SELECT template_id, count(DISTINCT sequence_id) AS sequences, count(*) AS steps
FROM step WHERE template_id IS NOT NULL AND deleted_at IS NULL
GROUP BY template_id ORDER BY steps DESC, sequences DESC, template_id"""
"""One row for each e-mail template that the account's sequences use, the most used first."""
