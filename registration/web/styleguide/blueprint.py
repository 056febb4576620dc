"""The blueprint of the style guide. It is registered neither in production nor in tests of the house."""

from flask import Blueprint

blueprint = Blueprint("styleguide", __name__, url_prefix="/styleguide")
