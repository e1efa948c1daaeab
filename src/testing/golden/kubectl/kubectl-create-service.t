$ kubectl create service clusterip a --tcp=80 --tcp=443:8443; kubectl get svc a -o yaml | sed 's/10\.100\.[0-9.]*/IP/'
service/a created
apiVersion: v1
kind: Service
metadata:
  creationTimestamp: "<time>"
  labels:
    app: a
  name: a
  namespace: g-kubectl-create-service
  resourceVersion: <rv>
  uid: <uid>
spec:
  clusterIP: IP
  clusterIPs:
  - IP
  internalTrafficPolicy: Cluster
  ipFamilies:
  - IPv4
  ipFamilyPolicy: SingleStack
  ports:
  - name: "80"
    port: 80
    protocol: TCP
    targetPort: 80
  - name: 443-8443
    port: 443
    protocol: TCP
    targetPort: 8443
  selector:
    app: a
  sessionAffinity: None
  type: ClusterIP
status:
  loadBalancer: {}

$ kubectl create service clusterip h --clusterip=None; kubectl get svc h; kubectl create service clusterip h2 --clusterip=None --tcp=1; kubectl get svc h2 -o wide
service/h created
NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE
h  ClusterIP  None  <none>  <none>  <age>
service/h2 created
NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE  SELECTOR
h2  ClusterIP  None  <none>  1/TCP  <age>  app=h2

$ kubectl create service nodeport n --tcp=80 --node-port=30999; kubectl get svc n; kubectl create service nodeport n2 --tcp=80 --node-port=30999; kubectl create service nodeport n3 --tcp=80 --node-port=99
service/n created
NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE
n  NodePort  <clusterip>  <none>  80:<nodeport>/TCP  <age>
! error: failed to create NodePort service: Service "n2" is invalid: spec.ports[0].nodePort: Invalid value: 30999: provided port is already allocated
! error: failed to create NodePort service: Service "n3" is invalid: spec.ports[0].nodePort: Invalid value: 99: provided port is not in the valid range. The range of valid ports is 30000-32767
[1]

$ kubectl create service loadbalancer l --tcp=80:web; kubectl get svc l
service/l created
NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE
l  LoadBalancer  <clusterip>  <pending>  80:<nodeport>/TCP  <age>

$ kubectl create service externalname e --external-name=a.b.c; kubectl get svc e; kubectl create service externalname e2 --external-name=a.b.c --tcp=80; kubectl get svc e2; kubectl create service externalname e3
service/e created
NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE
e  ExternalName  <none>  a.b.c  <none>  <age>
service/e2 created
NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE
e2  ExternalName  <none>  a.b.c  80/TCP  <age>
! error: required flag(s) "external-name" not set
[1]

$ kubectl create service clusterip b; kubectl create service clusterip c --tcp=x; kubectl create service clusterip c --tcp=80:99999; kubectl create service clusterip c --clusterip=1.2.3.4 --tcp=80; kubectl create service clusterip c --clusterip=bad --tcp=80
! error: at least one tcp port specifier must be provided
! error: strconv.ParseUint: parsing "x": invalid syntax
! error: must be between 1 and 65535, inclusive
! error: failed to create ClusterIP service: Service "c" is invalid: spec.clusterIPs: Invalid value: ["1.2.3.4"]: failed to allocate IP 1.2.3.4: the provided network does not match the current range
! error: failed to create ClusterIP service: Service "c" is invalid: spec.clusterIPs[0]: Invalid value: "bad": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
[1]

$ kubectl create service clusterip a --tcp=80; kubectl create service clusterip A --tcp=80; kubectl create svc clusterip dr --tcp=80 --dry-run=server -o name
service/dr
! error: failed to create ClusterIP service: services "a" already exists
! error: failed to create ClusterIP service: Service "A" is invalid: metadata.name: Invalid value: "A": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')

$ kubectl get svc --sort-by=.metadata.name -o custom-columns=N:.metadata.name,T:.spec.type,P:.spec.ports[*].port
N  T  P
a  ClusterIP  80,443
e  ExternalName  <none>
e2  ExternalName  80
h  ClusterIP  <none>
h2  ClusterIP  1
l  LoadBalancer  80
n  NodePort  80

$ kubectl describe svc a h e2 | sed 's/10\.100\.[0-9.]*/IP/'
Name:  a
Namespace:  g-kubectl-create-service
Labels:  app=a
Annotations:  <none>
Selector:  app=a
Type:  ClusterIP
IP Family Policy:  SingleStack
IP Families:  IPv4
IP:  IP
IPs:  IP
Port:  80  80/TCP
TargetPort:  80/TCP
Endpoints:
Port:  443-8443  443/TCP
TargetPort:  8443/TCP
Endpoints:
Session Affinity:  None
Internal Traffic Policy:  Cluster
Events:  <none>


Name:  h
Namespace:  g-kubectl-create-service
Labels:  app=h
Annotations:  <none>
Selector:  app=h
Type:  ClusterIP
IP Family Policy:  SingleStack
IP Families:  IPv4
IP:  None
IPs:  None
Session Affinity:  None
Internal Traffic Policy:  Cluster
Events:  <none>


Name:  e2
Namespace:  g-kubectl-create-service
Labels:  app=e2
Annotations:  <none>
Selector:  app=e2
Type:  ExternalName
IP Families:  <none>
IP:
IPs:  <none>
External Name:  a.b.c
Port:  80  80/TCP
TargetPort:  80/TCP
Endpoints:  <none>
Session Affinity:  None
Events:  <none>

$ kubectl get svc --field-selector spec.type=LoadBalancer -o name; kubectl get svc --field-selector spec.clusterIP=None -o name; kubectl get svc --field-selector spec.x=None
service/l
service/h
service/h2
! Error from server (BadRequest): Unable to find "/v1, Resource=services" that match label selector "", field selector "spec.x=None": field label not supported: spec.x
[1]

$ kubectl patch svc a -p '{"spec":{"type":"NodePort"}}'; kubectl patch svc a -p '{"spec":{"type":"ClusterIP"}}'; kubectl get svc a -o jsonpath='{.spec.ports}{"\n"}'; kubectl patch svc a -p '{"spec":{"clusterIP":"10.100.9.9"}}' | sed 's/10\.100\.[0-9.]*/IP/'; kubectl patch svc a -p '{"spec":{"ports":[{"port":80,"$patch":"delete"}]}}'; kubectl get svc a -o jsonpath='{.spec.ports[*].port}{"\n"}'
service/a patched
service/a patched
[{"name":"80","port":80,"protocol":"TCP","targetPort":80},{"name":"443-8443","port":443,"protocol":"TCP","targetPort":8443}]
service/a patched
443
! The Service "a" is invalid: spec.clusterIPs[0]: Invalid value: ["<clusterip>"]: may not change once set

$ kubectl set selector svc a app=zz,b=c; kubectl get svc a -o wide --no-headers | sed 's/10\.100\.[0-9.]*/IP/'
service/a selector updated
a  ClusterIP  IP  <none>  443/TCP  <age>  app=zz,b=c
