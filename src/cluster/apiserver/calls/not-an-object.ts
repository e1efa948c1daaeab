/** What the server says of a webhook's answer that is JSON or YAML, but no object. */
export const NOT_AN_OBJECT =
  'couldn\'t get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'
