"""The tables of who is who."""

from people.models.entities import Entity, EntityKind, Organisation, Person, Protection
from people.models.names import Alias
from people.models.positions import Position, Precision

__all__ = ["Alias", "Entity", "EntityKind", "Organisation", "Person", "Position", "Precision", "Protection"]
