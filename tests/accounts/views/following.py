"""The button that follows and stops, as a page sends it."""


def press(client, kind, thing_id, **more):
    return client.post("/following/toggle/", {"kind": kind, "id": thing_id, **more}, follow=True)
