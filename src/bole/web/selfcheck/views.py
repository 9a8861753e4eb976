from django.http import HttpResponse


def choose(request):
    return HttpResponse("x")


def selfcheck(request, pack, programme):
    return HttpResponse("x")
