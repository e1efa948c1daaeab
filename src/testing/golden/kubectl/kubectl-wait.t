$ kubectl create deploy d --image=a --replicas=2 -o name; kubectl wait --for=condition=Available deploy/d --timeout=30s; kubectl wait --for=condition=available=true deploy d; kubectl wait deploy d --for=jsonpath='{.status.readyReplicas}'=2 --timeout=30s
deployment.apps/d
deployment.apps/d condition met
deployment.apps/d condition met
deployment.apps/d condition met

$ kubectl wait pod -l app=d --for=condition=Ready --timeout=30s | sed 's/d-[^ ]*/P/'; kubectl wait pod --all --for=jsonpath='{.status.phase}'=Running | sed 's/d-[^ ]*/P/'
pod/P condition met
pod/P condition met
pod/P condition met
pod/P condition met

$ kubectl wait deploy d --for=condition=Nope --timeout=1s; kubectl wait deploy absent --for=condition=Available --timeout=1s; kubectl wait pod -l a=zz --for=condition=Ready --timeout=1s
! error: timed out waiting for the condition on deployments/d
! Error from server (NotFound): deployments.apps "absent" not found
! error: no matching resources found
[1]

$ kubectl wait deploy d --for=jsonpath='{.status.nope}'=1 --timeout=1s; kubectl wait deploy d --for=jsonpath='{.spec.replicas}' --timeout=1s; kubectl wait deploy d --for=jsonpath='.spec.replicas'=2 --timeout=1s; kubectl wait deploy d --for=jsonpath='{.spec' --timeout=1s
deployment.apps/d condition met
deployment.apps/d condition met
! error: timed out waiting for the condition on deployments/d
! error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'
[1]

$ kubectl wait deploy d --for=delete --timeout=1s; kubectl wait deploy d; kubectl wait deploy d --for=nonsense; kubectl wait --for=delete pod/absent; kubectl wait --for=create deploy/d; kubectl wait --for=create deploy/absent --timeout=1s
deployment.apps/d condition met
! error: timed out waiting for the condition on deployments/d
! error: unrecognized condition: ""
! error: unrecognized condition: "nonsense"
! error: timed out waiting for the condition
[1]

$ kubectl delete deploy d --wait=false; kubectl wait deploy d --for=delete --timeout=20s; kubectl wait --for=delete pod -l app=d --timeout=30s
deployment.apps "d" deleted from g-kubectl-wait namespace

$ kubectl create job j --image=a -o name; kubectl wait job j --for=condition=Complete --timeout=1s; kubectl wait job j --for=jsonpath='{.status.active}'=1 --timeout=20s; kubectl wait job j --for=condition=Complete=false --timeout=1s; kubectl wait job/j --for=condition=Failed --timeout=0
job.batch/j
job.batch/j condition met
! error: timed out waiting for the condition on jobs/j
! error: timed out waiting for the condition on jobs/j
! error: condition not met for jobs/j
[1]

$ kubectl run p --image=a -o name; kubectl wait --for=condition=Ready pod p -o name; kubectl wait --for=condition=ContainersReady pod/p -o jsonpath='{.status.phase}{"\n"}'; kubectl wait --for=jsonpath='{.status.conditions[?(@.type=="Ready")].status}'=True pod/p; kubectl wait --for=jsonpath='{.status.containerStatuses[0].state.running.startedAt}' pod/p
pod/p
pod/p
Running
pod/p condition met
pod/p condition met

$ kubectl wait --for=condition=Ready node --all --timeout=10s | wc -l; kubectl wait -f - --for=jsonpath='{.data.a}'=b <<< '{apiVersion: v1, kind: ConfigMap, metadata: {name: none}}'; kubectl create cm c --from-literal=a=b -o name; kubectl wait cm/c --for=jsonpath='{.data.a}'=b
3
configmap/c
configmap/c condition met
! Error from server (NotFound): configmaps "none" not found
