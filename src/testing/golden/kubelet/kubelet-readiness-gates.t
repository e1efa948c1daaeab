$ kubectl apply -f - <<'Y'
> apiVersion: v1
> kind: Pod
> metadata: {name: g, labels: {app: g}}
> spec:
>   terminationGracePeriodSeconds: 0
>   readinessGates: [{conditionType: example.com/one}, {conditionType: example.com/two}]
>   containers: [{name: c, image: "nginx:1.27"}]
> Y
pod/g created

$ kubectl create service clusterip g --tcp=80; kubectl wait --for=condition=ContainersReady pod/g --timeout=60s; kubectl get pod g -o wide | awk '{print $2,$3,$8,$9}'
service/g created
pod/g condition met
READY STATUS NOMINATED NODE
1/1 Running <none> 0/2

$ kubectl get pod g -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason} {.message}{"\n"}{end}'
PodReadyToStartContainers=True
Initialized=True
Ready=False ReadinessGatesNotReady corresponding condition of pod readiness gate "example.com/one" does not exist., corresponding condition of pod readiness gate "example.com/two" does not exist.
ContainersReady=True
PodScheduled=True

$ kubectl describe pod g | sed -n '/^Readiness Gates/,/^Conditions/p'
Readiness Gates:
  Type  Status
  example.com/one  <none>
  example.com/two  <none>
Conditions:

$ kubectl patch pod g --subresource=status -p '{"status":{"conditions":[{"type":"example.com/one","status":"True"}]}}'; sleep 2; kubectl get pod g -o jsonpath='{range .status.conditions[?(@.type=="Ready")]}{.status} {.reason} {.message}{"\n"}{end}'; kubectl get pod g -o wide --no-headers | awk '{print $NF}'
pod/g patched
False ReadinessGatesNotReady corresponding condition of pod readiness gate "example.com/two" does not exist.
1/2

$ kubectl patch pod g --subresource=status -p '{"status":{"conditions":[{"type":"example.com/two","status":"False","reason":"Nope","message":"not yet"}]}}'; sleep 2; kubectl get pod g -o jsonpath='{range .status.conditions[?(@.type=="Ready")]}{.status} {.reason} {.message}{"\n"}{end}'; kubectl get endpointslices -l kubernetes.io/service-name=g -o jsonpath='{.items[0].endpoints[0].conditions}{"\n"}'
pod/g patched
False ReadinessGatesNotReady the status of pod readiness gate "example.com/two" is not "True", but False
{"ready":false,"serving":false,"terminating":false}

$ kubectl patch pod g --subresource=status -p '{"status":{"conditions":[{"type":"example.com/two","status":"True"}]}}'; kubectl wait --for=condition=Ready pod/g --timeout=20s; kubectl get pod g -o wide --no-headers | awk '{print $NF}'; kubectl get endpointslices -l kubernetes.io/service-name=g -o jsonpath='{.items[0].endpoints[0].conditions}{"\n"}'
pod/g patched
pod/g condition met
2/2
{"ready":true,"serving":true,"terminating":false}

$ kubectl describe pod g | sed -n '/^Readiness Gates/,/^Volumes/p'
Readiness Gates:
  Type  Status
  example.com/one  True
  example.com/two  True
Conditions:
  Type  Status
  example.com/two  True
  example.com/one  True
  PodReadyToStartContainers  True
  Initialized  True
  Ready  True
  ContainersReady  True
  PodScheduled  True
Volumes:

$ kubectl get pod g -o jsonpath='{range .status.conditions[*]}{.type} {end}{"\n"}'
example.com/two example.com/one PodReadyToStartContainers Initialized Ready ContainersReady PodScheduled

$ kubectl patch pod g --subresource=status -p '{"status":{"conditions":[{"type":"example.com/one","status":"Unknown"}]}}'; kubectl wait --for=condition=Ready=False pod/g --timeout=20s; kubectl get pod g; kubectl get pod g -o jsonpath='{range .status.conditions[?(@.type=="Ready")]}{.status} {.reason} {.message}{"\n"}{end}'
pod/g patched
pod/g condition met
NAME  READY  STATUS  RESTARTS  AGE
g  1/1  Running  0  <age>
False ReadinessGatesNotReady the status of pod readiness gate "example.com/one" is not "True", but Unknown

$ kubectl delete pod g
pod "g" deleted from g-kubelet-readiness-gates namespace
