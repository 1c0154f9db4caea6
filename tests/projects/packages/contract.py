"""The columns that were promised to others, written out: one that goes missing here breaks their files."""

CONTRACT = {
    "organisations": "id name name_ru name_kk kind parent succeeds succeeded_on url",
    "territories": "id name name_ru name_kk parent",
    "publishers": "id name same_as",
    "people": "id name name_ru name_kk url",
    "offices": "id person organisation title title_ru title_kk since until",
    "sources": "id title title_ru title_kk title_en title_language publisher published published_precision kind url "
    "language archived_url note note_ru note_kk",
    "programmes": "id name name_ru name_kk responsible territory sector summary summary_ru summary_kk",
    "indicators": "id programme name name_ru name_kk unit accumulation direction territory path "
    "reporting_interval_days definition definition_ru definition_kk",
    "targets": "id indicator basis qualifier value upper_value rounded_to baseline_value baseline_start baseline_end "
    "window_start deadline deadline_text deadline_text_ru deadline_text_kk timing bundle interim_for "
    "revises withdrawn announced source locator locator_ru locator_kk note note_ru note_kk speaker "
    "speaker_ru speaker_kk spoken_by claimed claimed_ru claimed_kk not_entered not_entered_ru not_entered_kk",
    "outcomes": "id indicator basis qualifier value upper_value rounded_to compared_with_start compared_with_end "
    "period_start period_end final corrects our_slip territory source locator locator_ru locator_kk note "
    "note_ru note_kk speaker speaker_ru speaker_kk spoken_by",
    "projects": "id programme name name_ru name_kk territory company capacity capacity_unit investment currency jobs "
    "note note_ru note_kk",
    "project_events": "id project stage date source locator locator_ru locator_kk note note_ru note_kk",
}
