"""The blueprint of everything anyone may see."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)
