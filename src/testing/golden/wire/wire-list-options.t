$ S=/api/v1/namespaces/$NS/secrets; for i in 0 1 2 3 4 5 6; do kubectl create secret generic s$i >/dev/null; done; kubectl label secret s0 s2 s4 s6 even=true >/dev/null; l() { api GET "$S?$1" | node -e 'const[h,...b]=require("fs").readFileSync(0,"utf8").split("\n"),o=JSON.parse(b.join("\n"));console.log(h.slice(5,8),o.status==="Failure"?o.reason+": "+o.message.replace(/current: \d+/,"current: N"):o.items.map(i=>i.metadata.name).join()+" "+JSON.stringify([o.metadata.remainingItemCount,Boolean(o.metadata.continue)]))'; }; l limit=3
200 s0,s1,s2 [4,true]

$ l limit=0; l limit=-1; l limit=7; l limit=6; l limit=abc; l limit=1.5; l 'limit=2&labelSelector=even%3Dtrue'; l 'limit=1&fieldSelector=metadata.name%3Ds1'
200 s0,s1,s2,s3,s4,s5,s6 [null,false]
200 s0,s1,s2,s3,s4,s5,s6 [null,false]
200 s0,s1,s2,s3,s4,s5,s6 [null,false]
200 s0,s1,s2,s3,s4,s5 [1,true]
400 BadRequest: strconv.ParseInt: parsing "abc": invalid syntax
400 BadRequest: strconv.ParseInt: parsing "1.5": invalid syntax
200 s0,s2 [null,true]
200 s1 [null,false]

$ K=$(api GET "$S?limit=3" | sed 1d | node -e 'console.log(encodeURIComponent(JSON.parse(require("fs").readFileSync(0,"utf8")).metadata.continue))'); RV=$(kubectl get --raw "$S?limit=1" | node -e 'console.log(JSON.parse(require("fs").readFileSync(0,"utf8")).metadata.resourceVersion)'); l "limit=3&continue=$K"; l "continue=$K"; l "continue=$K&resourceVersion=$RV"; l "continue=$K&resourceVersion=0"; l "continue=$K&resourceVersion=$RV&resourceVersionMatch=Exact"
200 s3,s4,s5 [1,true]
200 s3,s4,s5,s6 [null,false]
400 BadRequest: specifying resource version is not allowed when using continue
200 s3,s4,s5,s6 [null,false]
422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided

$ l continue=abc; l continue=e30; l continue=; l 'continue=a!b'
400 BadRequest: invalid continue token: continue key is not valid: invalid character 'i' looking for beginning of value
400 BadRequest: invalid continue token: continue key is not valid: server does not recognize this encoded version
200 s0,s1,s2,s3,s4,s5,s6 [null,false]
400 BadRequest: invalid continue token: continue key is not valid: illegal base64 data at input byte 1

$ l resourceVersion=0; l 'resourceVersion=0&limit=2'; l "resourceVersion=$RV&limit=2"; l "resourceVersion=$RV&resourceVersionMatch=NotOlderThan&limit=2"; l 'resourceVersion=0&resourceVersionMatch=Exact'; l resourceVersion=abc; l resourceVersion=999999999
200 s0,s1,s2,s3,s4,s5,s6 [null,false]
200 s0,s1,s2,s3,s4,s5,s6 [null,false]
200 s0,s1 [5,true]
200 s0,s1 [5,true]
422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"
400 BadRequest: invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax
504 Timeout: Timeout: Too large resource version: 999999999, current: N

$ l resourceVersionMatch=Exact; l 'resourceVersion=1&resourceVersionMatch=Nope'; l sendInitialEvents=true; l timeoutSeconds=abc
422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided
422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "Nope": supported values: "Exact", "NotOlderThan", ""
422 Invalid: ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list
400 BadRequest: strconv.ParseInt: parsing "abc": invalid syntax

$ l 'labelSelector=even'; l 'labelSelector=!even'; l 'labelSelector=even%20in%20(true)'; l 'labelSelector=%3Dx'; l 'labelSelector=a%20b'; l 'fieldSelector=nope%3Dx'; l 'fieldSelector=type'
200 s0,s2,s4,s6 [null,false]
200 s1,s3,s5 [null,false]
200 s0,s2,s4,s6 [null,false]
400 BadRequest: found '=', expected: !, identifier, or 'end of string'
400 BadRequest: unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt
400 BadRequest: field label not supported: nope
400 BadRequest: invalid selector: 'type'; can't understand 'type'

$ for p in 'namespaces?fieldSelector=name%3Ddefault' 'pods?fieldSelector=spec.nope%3D1' 'nodes?fieldSelector=spec.unschedulable%3Dtrue' 'events?fieldSelector=nope%3D1'; do api GET "/api/v1/$p" | grep -E 'HTTP|message'; done; for p in apps/v1/replicasets?fieldSelector=status.replicas%3D9 certificates.k8s.io/v1/certificatesigningrequests?fieldSelector=spec.signerName%3Dx resource.k8s.io/v1/resourceslices?fieldSelector=spec.nodeName%3Dx; do api GET "/apis/$p" | grep -E 'HTTP|message'; done
HTTP 400 application/json
 "message": "field label not supported: name",
HTTP 400 application/json
 "message": "field label not supported: spec.nope",
HTTP 200 application/json
HTTP 400 application/json
 "message": "field label not supported: nope",
HTTP 400 application/json
 "message": "\"status.replicas\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
HTTP 200 application/json
HTTP 200 application/json

$ api DELETE "$S?labelSelector=even%3Dtrue&dryRun=All" | grep -c '"name"'; api DELETE "$S?limit=2" | grep '"name"'; api DELETE "$S?propagationPolicy=Nope" | grep message; kubectl get secrets -o name
4
    "name": "s0",
    "name": "s1",
    "message": "Unsupported value: \"Nope\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
 "message": "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Nope\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
secret/s2
secret/s3
secret/s4
secret/s5
secret/s6
