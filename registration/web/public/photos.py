"""Pictures of roundtables, under names that change with their contents."""

from flask import Response

from registration.queries import photos
from registration.queries.photos import Size
from registration.web.assets import A_YEAR
from registration.web.public.blueprint import blueprint


@blueprint.get("/photos/<digest:digest>/<any(large, small):size>.jpg")
def photo(digest: str, size: str) -> Response:
    response = Response(photos.jpeg(digest, Size(size)), mimetype="image/jpeg")
    response.headers["Cache-Control"] = A_YEAR
    return response
