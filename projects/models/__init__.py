"""The models of the record, one a file. Import them from ``projects.models``."""

from .archive_copy import ArchiveCopy
from .article import Article
from .article_match import ArticleMatch
from .assessment import Assessment, StatusChange, StatusPeriod
from .audit import AuditEntry
from .correction import Correction
from .draft import Draft, DraftEvent
from .idempotency_key import IdempotencyKey
from .indicator import Indicator
from .judging_plan import JudgingChunk, JudgingPlan
from .link_check import LinkCheck
from .office import Office
from .organisation import Organisation
from .outcome import Outcome
from .person import Person
from .programme import Programme
from .project import Project, ProjectEvent
from .proposal import Proposal
from .publisher import Publisher
from .record_version import RecordVersion
from .renamed_id import RenamedId
from .row_change import RowChange
from .saved_filter import SavedFilter
from .source import Source
from .table_import import ImportedFile, ImportedRow, TableImport
from .table_write import TableWrite
from .target import Target
from .territory import Territory
from .watch import Watch
from .watched_address import WatchedAddress

__all__ = [
    "ArchiveCopy",
    "Article",
    "ArticleMatch",
    "Assessment",
    "AuditEntry",
    "Correction",
    "Draft",
    "DraftEvent",
    "IdempotencyKey",
    "ImportedFile",
    "ImportedRow",
    "Indicator",
    "JudgingChunk",
    "JudgingPlan",
    "LinkCheck",
    "Office",
    "Organisation",
    "Outcome",
    "Person",
    "Programme",
    "Project",
    "ProjectEvent",
    "Proposal",
    "Publisher",
    "RecordVersion",
    "RenamedId",
    "RowChange",
    "SavedFilter",
    "Source",
    "StatusChange",
    "StatusPeriod",
    "TableImport",
    "TableWrite",
    "Target",
    "Territory",
    "Watch",
    "WatchedAddress",
]
